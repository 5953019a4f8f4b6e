package models

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode"

	"gorm.io/gorm"
)

// claimTag is one tag of one claim.
type claimTag struct {
	Name      string `gorm:"primaryKey"`
	ClaimID   uint   `gorm:"primaryKey"`
	AddedByID uint
	CreatedAt time.Time
}

func (claimTag) TableName() string { return "claim_tags" }

const (
	longestTag = 40 // bytes
	mostTags   = 20 // of one claim
)

// cleanTag is a tag as it is kept: one word of letters, digits and hyphens in
// lower case, so that "Casualty list" and "casualty-list" are the same tag.
func cleanTag(typed string) (string, error) {
	tag := strings.ToLower(strings.Join(strings.Fields(strings.TrimPrefix(strings.TrimSpace(cleanText(typed)), "#")), "-"))
	switch {
	case tag == "":
		return "", invalid("tag", "write a short word")
	case len(tag) > longestTag:
		return "", invalid("tag", "a tag is a short word, and this has %d bytes of %d", len(tag), longestTag)
	case strings.ContainsFunc(tag, func(r rune) bool {
		return r != '-' && !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsNumber(r)
	}):
		return "", invalid("tag", "a tag has letters, digits and hyphens only")
	}
	return tag, nil
}

// TagNames are the claim's tags.
func (c *Claim) TagNames() []string { return strings.Fields(c.Tags) }

// AddTag puts a tag on a claim; one that is there already stays.
func (s *Store) AddTag(ctx context.Context, a Actor, claimID uint, typed string) error {
	return s.changeTags(ctx, a, claimID, typed, "tag.add", func(tx *gorm.DB, tags []string, tag string) (bool, error) {
		switch {
		case slices.Contains(tags, tag):
			return false, nil
		case len(tags) >= mostTags:
			return false, invalid("tag", "a claim has at most %d tags: take one off first", mostTags)
		}
		return true, from[claimTag](tx).Create(ctx, &claimTag{Name: tag, ClaimID: claimID, AddedByID: a.UserID, CreatedAt: s.now()})
	})
}

// RemoveTag takes a tag off a claim; one that is not there is no error. Who
// put it on and who took it off stays in the audit log.
func (s *Store) RemoveTag(ctx context.Context, a Actor, claimID uint, typed string) error {
	return s.changeTags(ctx, a, claimID, typed, "tag.remove", func(tx *gorm.DB, _ []string, tag string) (bool, error) {
		n := tx.WithContext(ctx).Exec("DELETE FROM claim_tags WHERE claim_id = ? AND name = ?", claimID, tag)
		return n.RowsAffected > 0, n.Error
	})
}

// changeTags runs one change of a claim's tags and brings the claim and the
// audit log in line with it.
func (s *Store) changeTags(ctx context.Context, a Actor, claimID uint, typed, command string, change func(tx *gorm.DB, tags []string, tag string) (bool, error)) error {
	if err := a.mustBe(RoleReviewer); err != nil {
		return err
	}
	tag, err := cleanTag(typed)
	if err != nil {
		return err
	}
	err = s.change(ctx, func(tx *gorm.DB) error {
		c, err := lockArticleOf(ctx, tx, claimID)
		if err != nil {
			return err
		}
		if changed, err := change(tx, c.TagNames(), tag); err != nil || !changed {
			return err
		}
		tags, err := repeatTags(ctx, tx, claimID)
		if err != nil {
			return err
		}
		return s.record(ctx, tx, a, command, ids{"article": c.ArticleID, "claim": claimID}, c.Tags, tags)
	})
	return wrap(err, "%s on claim %d", command, claimID)
}

// repeatTags repeats on the claim which tags it has.
func repeatTags(ctx context.Context, tx *gorm.DB, claimID uint) (string, error) {
	var names []string
	if err := tx.WithContext(ctx).Raw("SELECT name FROM claim_tags WHERE claim_id = ? ORDER BY created_at, name", claimID).Scan(&names).Error; err != nil {
		return "", err
	}
	tags := strings.Join(names, " ")
	return tags, tx.WithContext(ctx).Exec("UPDATE claims SET tags = ? WHERE id = ?", tags, claimID).Error
}

// Tags returns every tag in use, by name.
func (s *Store) Tags(ctx context.Context, a Actor) (names []string, err error) {
	if err := a.may(RoleViewer); err != nil {
		return nil, err
	}
	err = s.read.WithContext(ctx).Raw("SELECT DISTINCT name FROM claim_tags ORDER BY name").Scan(&names).Error
	return names, wrap(err, "list tags")
}

// tagged is a filter's tag as it is kept, "" for none. One that cannot be a
// tag is on no claim.
func tagged(typed string) (string, bool) {
	if strings.TrimSpace(typed) == "" {
		return "", false
	}
	tag, err := cleanTag(typed)
	if errors.Is(err, ErrInvalid) {
		return "", true
	}
	return tag, true
}
