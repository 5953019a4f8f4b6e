package models

import (
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"gorm.io/gorm"
)

// Mention tells a person that a note names them. Whether they have read it is
// theirs alone and changes nothing of a claim, so the audit log does not keep it.
type Mention struct {
	ID     uint
	NoteID uint
	Note   *Note // with its User and its Claim
	UserID uint
	ReadAt *time.Time
}

// Person is somebody who can be mentioned, and by what name.
type Person struct {
	User
	Handle string // what follows the @
}

// handleOf is the name in lower case with a point between its words. It says
// no more of a person than the name does, which an e-mail address would.
func handleOf(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsNumber(r) })
	return strings.Join(words, ".")
}

// peopleOf gives each user a handle that no other has: where several share
// one, the number of the account tells them apart.
func peopleOf(users []User) []Person {
	shared := map[string]int{}
	for _, u := range users {
		shared[handleOf(u.Name)]++
	}
	people := make([]Person, 0, len(users))
	for _, u := range users {
		handle := handleOf(u.Name)
		if n := shared[handle]; handle == "" {
			handle = "account"
		} else if n == 1 {
			people = append(people, Person{u, handle})
			continue
		}
		// No name has a hyphen in its handle, so this one is nobody else's.
		people = append(people, Person{u, handle + "-" + strconv.FormatUint(uint64(u.ID), 10)})
	}
	return people
}

// People returns everybody who can be mentioned, by name.
func (s *Store) People(ctx context.Context, a Actor) ([]Person, error) {
	if err := a.may(RoleViewer); err != nil {
		return nil, err
	}
	users, err := mentionable(ctx, s.read)
	return peopleOf(withoutAccounts(users)), wrap(err, "list people")
}

func mentionable(ctx context.Context, tx *gorm.DB) ([]User, error) {
	return from[User](tx).Where("disabled_at IS NULL").Order("name, id").Find(ctx)
}

// mentionPattern finds @name at the beginning of a word, so not in an e-mail
// address.
var mentionPattern = regexp.MustCompile(`(?:^|[^\pL\pM\pN.@_/-])@([\pL\pN][\pL\pM\pN.-]*)`)

// handlesIn are the handles that a text names, each once.
func handlesIn(text string) (handles []string) {
	for _, m := range mentionPattern.FindAllStringSubmatch(text, -1) {
		if handle := strings.TrimRight(strings.ToLower(m[1]), ".-"); !slices.Contains(handles, handle) {
			handles = append(handles, handle)
		}
	}
	return handles
}

// mentioned finds whom a text mentions, and what looks like a mention and names
// nobody. A name that several share is refused, as it could go to the wrong one.
func mentioned(ctx context.Context, tx *gorm.DB, text string) (told []User, unknown []string, err error) {
	handles := handlesIn(text)
	if len(handles) == 0 {
		return nil, nil, nil
	}
	users, err := mentionable(ctx, tx)
	if err != nil {
		return nil, nil, err
	}
	people := peopleOf(users)
	for _, handle := range handles {
		if i := slices.IndexFunc(people, func(p Person) bool { return p.Handle == handle }); i >= 0 {
			told = append(told, people[i].User)
			continue
		}
		if err := ambiguous(handle, people); err != nil {
			return nil, nil, err
		}
		unknown = append(unknown, handle)
	}
	return told, unknown, nil
}

// ambiguous refuses a handle that several people share.
func ambiguous(handle string, people []Person) error {
	var which []string
	for _, p := range people {
		if handleOf(p.Name) == handle {
			which = append(which, "@"+p.Handle)
		}
	}
	if len(which) == 0 {
		return nil
	}
	return invalid("note", "several people are called @%s: say which, %s", handle, strings.Join(which, " or "))
}

// tell adds the mentions of a note and returns whom it told. Nobody is told of
// what they wrote themselves.
func tell(ctx context.Context, tx *gorm.DB, n *Note) ([]uint, error) {
	told := make([]uint, 0, len(n.Told))
	mentions := make([]Mention, 0, len(n.Told))
	n.Told = slices.DeleteFunc(n.Told, func(u User) bool { return u.ID == n.UserID })
	for _, u := range n.Told {
		told = append(told, u.ID)
		mentions = append(mentions, Mention{NoteID: n.ID, UserID: u.ID})
	}
	if len(mentions) == 0 {
		return told, nil
	}
	return told, from[Mention](tx).Omit("Note").CreateInBatches(ctx, &mentions, claimBatch)
}

// Mentions returns a page of the notes that mention the actor, newest first,
// and the cursor of the next page, "" on the last. Limit 0 is 50.
func (s *Store) Mentions(ctx context.Context, a Actor, cursor string, limit int) (rows []Mention, next string, err error) {
	if err := a.mustBe(RoleViewer); err != nil {
		return nil, "", err
	}
	limit = pageSize(limit)
	before, err := parseCursor(cursor)
	if err != nil {
		return nil, "", err
	}
	q := from[Mention](s.read).Preload("Note").Preload("Note.User").Preload("Note.Claim").
		Where("user_id = ?", a.UserID).Order("id DESC").Limit(limit + 1)
	if before > 0 {
		q = q.Where("id < ?", before)
	}
	rows, err = q.Find(ctx)
	rows, next = page(rows, limit, func(m *Mention) uint { return m.ID })
	return rows, next, wrap(err, "list mentions")
}

// UnreadMentions returns how many notes that stand mention the actor and are
// not marked as read.
func (s *Store) UnreadMentions(ctx context.Context, a Actor) (int, error) {
	if err := a.mustBe(RoleViewer); err != nil {
		return 0, err
	}
	n, err := one[int](s.read.WithContext(ctx), `SELECT COUNT(*) FROM mentions m JOIN notes n ON n.id = m.note_id
		WHERE m.user_id = ? AND m.read_at IS NULL AND n.withdrawn_at IS NULL`, a.UserID)
	return n, wrap(err, "count mentions")
}

// ReadMentions marks mentions of the actor as read: those up to and with the
// given one, so that what came in the meantime stays unread.
func (s *Store) ReadMentions(ctx context.Context, a Actor, upTo uint) error {
	return s.readMentions(ctx, a, "id <= ?", upTo)
}

// ReadMention marks one mention of the actor as read.
func (s *Store) ReadMention(ctx context.Context, a Actor, id uint) error {
	if err := a.mustBe(RoleViewer); err != nil {
		return err
	}
	if _, err := from[Mention](s.read).Where("id = ? AND user_id = ?", id, a.UserID).Take(ctx); err != nil {
		return wrap(err, "mention %d", id)
	}
	return s.readMentions(ctx, a, "id = ?", id)
}

func (s *Store) readMentions(ctx context.Context, a Actor, which string, id uint) error {
	if err := a.mustBe(RoleViewer); err != nil {
		return err
	}
	return wrap(s.change(ctx, func(tx *gorm.DB) error {
		return tx.WithContext(ctx).Exec("UPDATE mentions SET read_at = ? WHERE user_id = ? AND read_at IS NULL AND "+which, s.now(), a.UserID, id).Error
	}), "mark mentions as read")
}
