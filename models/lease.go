package models

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"
)

// LeaseTime is how long a claim stays with the person who took it.
const LeaseTime = 10 * time.Minute

// Lease says who is looking at a claim. It keeps two people from doing the
// same work; it does not keep anybody from deciding, which the revision of the
// claim does. Leases come and go with every step of the queue and change
// nothing of a claim, so they are no matter for the audit log.
type Lease struct {
	ClaimID   uint `gorm:"primaryKey"`
	UserID    uint
	User      *User
	ExpiresAt time.Time
}

// Lease takes a claim for the actor for ten minutes, or takes it for longer.
// When somebody else has it, it returns theirs, with its User.
func (s *Store) Lease(ctx context.Context, a Actor, claimID uint) (Lease, error) {
	if err := a.mustBe(RoleReviewer); err != nil {
		return Lease{}, err
	}
	var l Lease
	err := s.change(ctx, func(tx *gorm.DB) error {
		if _, err := from[Claim](tx).Select("id").Where("id = ?", claimID).Take(ctx); err != nil {
			return err
		}
		if _, err := s.leaseTo(ctx, tx, a.UserID, claimID); err != nil {
			return err
		}
		var err error
		l, err = from[Lease](tx).Preload("User").Where("claim_id = ?", claimID).Take(ctx)
		return err
	})
	return l, wrap(err, "lease claim %d", claimID)
}

// leaseTo gives a claim that nobody else has to the user, whose other leases
// end, and reports whether it did. Two that ask at once wait for each other at
// the claim's row, and the second finds it taken.
func (s *Store) leaseTo(ctx context.Context, tx *gorm.DB, userID, claimID uint) (bool, error) {
	now := s.now()
	tx = tx.WithContext(ctx)
	taken := tx.Exec(`INSERT INTO leases (claim_id, user_id, expires_at) VALUES (?, ?, ?)
		ON CONFLICT (claim_id) DO UPDATE SET user_id = excluded.user_id, expires_at = excluded.expires_at
		WHERE leases.user_id = excluded.user_id OR leases.expires_at <= ?`, claimID, userID, now.Add(LeaseTime), now)
	if taken.Error != nil || taken.RowsAffected == 0 {
		return false, taken.Error
	}
	return true, tx.Exec("DELETE FROM leases WHERE user_id = ? AND claim_id <> ?", userID, claimID).Error
}

// Release ends the actor's lease of a claim, if there is one.
func (s *Store) Release(ctx context.Context, a Actor, claimID uint) error {
	if err := a.mustBe(RoleReviewer); err != nil {
		return err
	}
	return wrap(s.change(ctx, func(tx *gorm.DB) error {
		return tx.WithContext(ctx).Exec("DELETE FROM leases WHERE claim_id = ? AND user_id = ?", claimID, a.UserID).Error
	}), "release claim %d", claimID)
}

// endLease frees a claim that has been decided, whoever had it.
func endLease(ctx context.Context, tx *gorm.DB, claimID uint) error {
	return tx.WithContext(ctx).Exec("DELETE FROM leases WHERE claim_id = ?", claimID).Error
}

// leaseOf is the lease of a claim that has not run out, nil if nobody has it.
func (s *Store) leaseOf(ctx context.Context, tx *gorm.DB, claimID uint) (*Lease, error) {
	l, err := from[Lease](tx).Preload("User").Where("claim_id = ? AND expires_at > ?", claimID, s.now()).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, nil
	}
	return &l, err
}
