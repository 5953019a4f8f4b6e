package models

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"tallymark/extract"
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
	row, err := from[setting](tx).Where("name = ?", name).Take(ctx)
	return row.Value, err
}

func setSetting(ctx context.Context, tx *gorm.DB, name, value string) error {
	replace := clause.OnConflict{
		Columns:   []clause.Column{{Name: "name"}},
		DoUpdates: clause.AssignmentColumns([]string{"value"}),
	}
	return from[setting](tx, replace).Create(ctx, &setting{name, value})
}

// Policy is what decisions have to meet, set by an admin.
type Policy struct {
	EvidenceRequired bool `json:"evidence_required"`  // verified and disputed need evidence
	DisputedNeedsWhy bool `json:"disputed_needs_why"` // disputed needs a reason or contradicting evidence

	SecondCheck []extract.Kind `json:"second_check,omitempty"` // kinds whose verdicts a second person has to confirm
}

// CasualtyKinds are those that the policy of a newsroom checks twice first.
var CasualtyKinds = []extract.Kind{extract.Deaths, extract.Injuries, extract.Missing}

// Second reports whether verdicts on the kind need a second check.
func (p Policy) Second(kind extract.Kind) bool { return slices.Contains(p.SecondCheck, kind) }

// AskSecond adds kinds, as a form names them, to those that need a second check.
func (p *Policy) AskSecond(kinds []string) {
	for _, k := range kinds {
		p.SecondCheck = append(p.SecondCheck, extract.Kind(k))
	}
}

// checked is the policy with its kinds in the order of [Kinds], each once.
func (p Policy) checked() (Policy, error) {
	for _, k := range p.SecondCheck {
		if !slices.Contains(Kinds, k) {
			return p, invalid("second_check", "there is no kind of figure called %q", cleanText(string(k)))
		}
	}
	asked := p.SecondCheck
	p.SecondCheck = nil
	for _, k := range Kinds {
		if slices.Contains(asked, k) {
			p.SecondCheck = append(p.SecondCheck, k)
		}
	}
	return p, nil
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
	p, err := p.checked()
	if err != nil {
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
