package models

import (
	"context"
	"errors"
	"strings"
	"time"

	"gorm.io/gorm"
)

// Note is what somebody said about a claim. Its text is never changed; its
// author can withdraw it, and it stays on record.
type Note struct {
	ID          uint
	ClaimID     uint
	Claim       *Claim
	UserID      uint
	User        *User
	Text        string
	Token       string
	CreatedAt   time.Time
	WithdrawnAt *time.Time
	Told        []User   `gorm:"-"` // whom a note that was just added mentions
	Unknown     []string `gorm:"-"` // words in it that look like a mention and name nobody
}

// NewNote is a note as sent by a form. Token makes a double submit one note.
type NewNote struct {
	ClaimID uint
	Text    string
	Token   string
}

// AddNote adds a note to a claim and tells whom it mentions. A form sent twice
// gives the first note again.
func (s *Store) AddNote(ctx context.Context, a Actor, n NewNote) (note Note, err error) {
	if err := a.mustBe(RoleReviewer); err != nil {
		return Note{}, err
	}
	text := strings.TrimSpace(cleanText(n.Text))
	if text == "" {
		return Note{}, invalid("note", "write what is to be known of the claim")
	}
	if err := errors.Join(checkToken(n.Token), limited("note", text, longestReason)); err != nil {
		return Note{}, err
	}
	err = s.change(ctx, func(tx *gorm.DB) error {
		note = Note{ClaimID: n.ClaimID, UserID: a.UserID, Text: text, Token: n.Token, CreatedAt: s.now()}
		return s.addNote(ctx, tx, a, &note)
	})
	if isDuplicate(err) || err == nil && (note.ClaimID != n.ClaimID || note.Text != text) {
		err = invalid("note", "this form was already sent with another note: send it once more")
	}
	return note, wrap(err, "add note to claim %d", n.ClaimID)
}

// addNote saves the note, or puts the one of the same form in its place.
func (s *Store) addNote(ctx context.Context, tx *gorm.DB, a Actor, note *Note) error {
	c, err := from[Claim](tx).Select("id", "article_id").Where("id = ?", note.ClaimID).Take(ctx)
	if err != nil {
		return err
	}
	first, err := from[Note](tx).Where("user_id = ? AND token = ?", a.UserID, note.Token).Take(ctx)
	if !errors.Is(err, gorm.ErrRecordNotFound) {
		*note = first
		return err
	}
	if note.Told, note.Unknown, err = mentioned(ctx, tx, note.Text); err != nil {
		return err
	}
	if err := from[Note](tx).Omit("Claim", "User").Create(ctx, note); err != nil {
		return err
	}
	told, err := tell(ctx, tx, note)
	if err != nil {
		return err
	}
	return s.record(ctx, tx, a, "note.add", ids{"article": c.ArticleID, "claim": c.ID, "note": note.ID, "mentions": told}, nil, note.shown())
}

// shown is what the audit log says of a note.
func (n *Note) shown() map[string]any {
	return map[string]any{"text": n.Text, "withdrawn": n.WithdrawnAt != nil}
}

// WithdrawNote takes a note of the actor's own back. It stays on record.
func (s *Store) WithdrawNote(ctx context.Context, a Actor, id uint) (note Note, err error) {
	if err := a.mustBe(RoleReviewer); err != nil {
		return Note{}, err
	}
	err = s.change(ctx, func(tx *gorm.DB) error {
		note, err = s.withdrawNote(ctx, tx, a, id)
		return err
	})
	return note, wrap(err, "withdraw note %d", id)
}

func (s *Store) withdrawNote(ctx context.Context, tx *gorm.DB, a Actor, id uint) (Note, error) {
	note, err := from[Note](tx).Preload("Claim").Where("id = ?", id).Take(ctx)
	if err != nil {
		return note, err
	}
	if note.UserID != a.UserID {
		return note, ErrForbidden
	}
	before, at := note.shown(), s.now()
	n := tx.WithContext(ctx).Exec("UPDATE notes SET withdrawn_at = ? WHERE id = ? AND withdrawn_at IS NULL", at, id)
	if n.Error != nil {
		return note, n.Error
	}
	if n.RowsAffected == 0 {
		return note, invalid("note", "this note was withdrawn before")
	}
	note.WithdrawnAt = &at
	return note, s.record(ctx, tx, a, "note.withdraw", ids{"article": note.Claim.ArticleID, "claim": note.ClaimID, "note": id}, before, note.shown())
}

// notesOf are the notes on a claim, oldest first, with User.
func notesOf(ctx context.Context, tx *gorm.DB, claimID uint) ([]Note, error) {
	return from[Note](tx).Preload("User").Where("claim_id = ?", claimID).Order("id").Find(ctx)
}
