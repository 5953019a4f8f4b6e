package models

import (
	"context"
	"encoding/json"
	"errors"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// setting is one named value that the whole instance shares.
type setting struct {
	Name  string `gorm:"primaryKey"`
	Value string
}

func (setting) TableName() string { return "settings" }

// The names of settings.
const (
	settingPolicy   = "policy"
	settingSigner   = "checkpoint_signer"   // private
	settingVerifier = "checkpoint_verifier" // public
)

func settingValue(ctx context.Context, tx *gorm.DB, name string) (string, error) {
	row, err := gorm.G[setting](tx).Where("name = ?", name).Take(ctx)
	return row.Value, err
}

func setSetting(ctx context.Context, tx *gorm.DB, name, value string) error {
	replace := clause.OnConflict{
		Columns:   []clause.Column{{Name: "name"}},
		DoUpdates: clause.AssignmentColumns([]string{"value"}),
	}
	return gorm.G[setting](tx, replace).Create(ctx, &setting{name, value})
}

// Policy is what decisions have to meet, set by an admin.
type Policy struct {
	EvidenceRequired bool `json:"evidence_required"`  // verified and disputed need evidence
	DisputedNeedsWhy bool `json:"disputed_needs_why"` // disputed needs a reason or contradicting evidence
}

// defaultPolicy stands until an admin sets another.
var defaultPolicy = Policy{DisputedNeedsWhy: true}

// Policy returns the policy in force.
func (s *Store) Policy(ctx context.Context) (Policy, error) {
	p, err := policy(ctx, s.read)
	return p, wrap(err, "read policy")
}

func policy(ctx context.Context, tx *gorm.DB) (Policy, error) {
	value, err := settingValue(ctx, tx, settingPolicy)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return defaultPolicy, nil
	}
	if err != nil {
		return Policy{}, err
	}
	var p Policy
	err = json.Unmarshal([]byte(value), &p)
	return p, err
}

// SetPolicy puts a policy in force for decisions from now on.
func (s *Store) SetPolicy(ctx context.Context, a Actor, p Policy) error {
	if err := a.may(RoleAdmin); err != nil {
		return err
	}
	return wrap(s.change(ctx, func(tx *gorm.DB) error {
		before, err := policy(ctx, tx)
		if err != nil {
			return err
		}
		value, err := json.Marshal(p)
		if err != nil {
			return err
		}
		if err := setSetting(ctx, tx, settingPolicy, string(value)); err != nil {
			return err
		}
		return s.record(ctx, tx, a, "policy.set", ids{}, before, p)
	}), "set policy")
}
