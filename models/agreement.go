package models

import (
	"cmp"
	"context"
	"slices"

	"gorm.io/gorm"

	"tallymark/extract"
)

// Agreement counts how often each first status met each second one.
type Agreement map[[2]Status]int

// N is the number of figures that two people judged.
func (a Agreement) N() int {
	n := 0
	for _, times := range a {
		n += times
	}
	return n
}

// Share is the part of them on which both came to the same status, 0 to 1.
func (a Agreement) Share() float64 {
	same := 0
	for pair, times := range a {
		if pair[0] == pair[1] {
			same += times
		}
	}
	return float64(same) / float64(max(a.N(), 1))
}

// Kappa is the agreement beyond chance: (p - e) / (1 - e), with p the share of
// equal verdicts and e the share to be expected if each gave their statuses as
// often as they did, but without looking. The formula is that of J. Cohen, "A
// coefficient of agreement for nominal scales", Educational and Psychological
// Measurement 20 (1960), 37-46. It is not defined where no other outcome was
// to be expected than that both say the same: then ok is false.
func (a Agreement) Kappa() (kappa float64, ok bool) {
	first, second := map[Status]int{}, map[Status]int{}
	for pair, times := range a {
		first[pair[0]] += times
		second[pair[1]] += times
	}
	n, byChance := a.N(), 0
	for st, times := range first {
		byChance += times * second[st]
	}
	if n == 0 || byChance == n*n {
		return 0, false
	}
	e := float64(byChance) / float64(n*n)
	return (a.Share() - e) / (1 - e), true
}

// PairAgreement is how two people agree, whoever of them came first.
type PairAgreement struct {
	Names [2]string
	Agreement
}

// KindAgreement is how first and second verdicts on a kind of figure agree,
// whoever gave them.
type KindAgreement struct {
	Kind extract.Kind
	Agreement
}

// AgreementReport is how people agreed in second checks, the most frequent
// pairs and kinds first. What was undone is left out.
type AgreementReport struct {
	All   Agreement
	Pairs []PairAgreement
	Kinds []KindAgreement
}

// Agreement returns how people agreed in second checks.
func (s *Store) Agreement(ctx context.Context, a Actor) (r AgreementReport, err error) {
	if err := a.may(RoleEditor); err != nil {
		return r, err
	}
	err = s.snapshot(ctx, func(tx *gorm.DB) error {
		tally := agreementTally{all: Agreement{}, pairs: map[[2]uint]Agreement{}, kinds: map[extract.Kind]Agreement{}}
		if err := tally.read(ctx, tx); err != nil {
			return err
		}
		users, err := from[User](tx).Select("id", "name").Find(ctx)
		if err != nil {
			return err
		}
		r = tally.report(users)
		return nil
	})
	return r, wrap(err, "agreement")
}

// agreementTally is what has been counted so far.
type agreementTally struct {
	all   Agreement
	pairs map[[2]uint]Agreement // by the two people, the lower id first
	kinds map[extract.Kind]Agreement
}

// twiceChecked are the claims that somebody decided on under a second check.
const twiceChecked = `(SELECT claim_id FROM decisions WHERE policy LIKE '%"needs_second":true%')`

// read goes through the decisions on all of them, one claim after the other.
func (t *agreementTally) read(ctx context.Context, tx *gorm.DB) error {
	edits, err := from[Edit](tx).Select("claim_id", "revision", "resets").Where("resets AND claim_id IN " + twiceChecked).Order("revision").Find(ctx)
	if err != nil {
		return err
	}
	resets := map[uint][]Edit{}
	for _, e := range edits {
		resets[e.ClaimID] = append(resets[e.ClaimID], e)
	}
	rows, err := tx.WithContext(ctx).Raw(`SELECT d.id, d.claim_id, d.seq, d.revision, d.status, d.user_id, d.undoes_id, d.policy, c.kind
		FROM decisions d JOIN claims c ON c.id = d.claim_id WHERE d.claim_id IN ` + twiceChecked + ` ORDER BY d.claim_id, d.seq`).Rows()
	if err != nil {
		return err
	}
	defer rows.Close()
	var of []Decision
	var kind extract.Kind
	for rows.Next() {
		var d Decision
		var k extract.Kind
		if err := rows.Scan(&d.ID, &d.ClaimID, &d.Seq, &d.Revision, &d.Status, &d.UserID, &d.UndoesID, &d.Policy, &k); err != nil {
			return err
		}
		if len(of) > 0 && of[0].ClaimID != d.ClaimID {
			t.add(kind, of, resets[of[0].ClaimID])
			of = of[:0]
		}
		of, kind = append(of, d), k
	}
	if len(of) > 0 {
		t.add(kind, of, resets[of[0].ClaimID])
	}
	return rows.Err()
}

// add counts the second checks of one claim: those before each edit that reset
// it, and those after the last.
func (t *agreementTally) add(kind extract.Kind, ds []Decision, resets []Edit) {
	for _, e := range resets {
		at := slices.IndexFunc(ds, func(d Decision) bool { return d.Revision >= e.Revision })
		if at < 0 {
			break
		}
		t.count(kind, ds[:at])
		ds = ds[at:]
	}
	t.count(kind, ds)
}

func (t *agreementTally) count(kind extract.Kind, ds []Decision) {
	for _, pair := range StatusOf(ds, nil).pairs {
		first, second := pair[0], pair[1]
		statuses := [2]Status{first.Status, second.Status}
		t.all[statuses]++
		tally(t.kinds, kind, statuses)
		people := [2]uint{first.UserID, second.UserID}
		if people[0] > people[1] {
			people[0], people[1] = people[1], people[0]
			statuses[0], statuses[1] = statuses[1], statuses[0]
		}
		tally(t.pairs, people, statuses)
	}
}

func tally[K comparable](into map[K]Agreement, of K, statuses [2]Status) {
	if into[of] == nil {
		into[of] = Agreement{}
	}
	into[of][statuses]++
}

func (t *agreementTally) report(users []User) AgreementReport {
	names := map[uint]string{}
	for _, u := range users {
		names[u.ID] = u.Name
	}
	r := AgreementReport{All: t.all}
	for people, a := range t.pairs {
		r.Pairs = append(r.Pairs, PairAgreement{[2]string{names[people[0]], names[people[1]]}, a})
	}
	for kind, a := range t.kinds {
		r.Kinds = append(r.Kinds, KindAgreement{kind, a})
	}
	slices.SortFunc(r.Pairs, func(a, b PairAgreement) int {
		return cmp.Or(b.N()-a.N(), cmp.Compare(a.Names[0], b.Names[0]), cmp.Compare(a.Names[1], b.Names[1]))
	})
	slices.SortFunc(r.Kinds, func(a, b KindAgreement) int { return cmp.Or(b.N()-a.N(), cmp.Compare(a.Kind, b.Kind)) })
	return r
}
