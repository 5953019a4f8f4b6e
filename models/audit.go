package models

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/tlog"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// Entry is one row of the audit log: who did what, when, to which objects,
// and how they stood before and after. Hash covers all of it and PrevHash.
type Entry struct {
	Seq      uint `gorm:"primaryKey;autoIncrement:false"` // 1, 2, 3 … without gaps
	At       time.Time
	ActorID  *uint // nil for the system
	Actor    string
	Command  string // "claim.decide", "article.add" …
	IDs      JSON   `gorm:"column:ids"` // {"claim": 7, "decision": 12}
	Before   JSON   `gorm:"column:before_json"`
	After    JSON   `gorm:"column:after_json"`
	PrevHash string
	Hash     string
	Seals    string `json:"-"` // of the rows that the command wrote: see [seal]
}

// TableName is the table of the audit log.
func (Entry) TableName() string { return "audit" }

// ids names the objects that a command touched, by kind.
type ids map[string]any

// auditHead is the end of the chain, kept in one row. Updating it also locks
// it, so that on PostgreSQL too one row is added after the other.
type auditHead struct {
	ID    uint `gorm:"primaryKey"`
	Seq   uint
	Hash  string
	Roots string
}

func (auditHead) TableName() string { return "audit_head" }

// record adds a row to the audit log. It is the last thing that a transaction
// does, since it holds up every other change until the commit. What a program
// did with a person's token names the token too. The rows that the ids name are
// sealed as they are now: see [sealings].
func (s *Store) record(ctx context.Context, tx *gorm.DB, a Actor, command string, touched ids, before, after any) error {
	return s.recordBeside(ctx, tx, a, nil, command, touched, before, after)
}

// recordBeside is record where some seals are known already.
func (s *Store) recordBeside(ctx context.Context, tx *gorm.DB, a Actor, known sealed, command string, touched ids, before, after any) error {
	if a.TokenID != 0 {
		named := ids{"by_token": a.TokenID}
		maps.Copy(named, touched)
		touched = named
	}
	if err := unmatch(ctx, tx, command, touched); err != nil {
		return err
	}
	found, err := s.sealRows(ctx, tx, command, touched, known)
	if err != nil {
		return fmt.Errorf("seal what %s wrote: %w", command, err)
	}
	return s.recordSealed(ctx, tx, a, command, touched, before, after, found)
}

// recordSealed is record with seals that have been read already.
func (s *Store) recordSealed(ctx context.Context, tx *gorm.DB, a Actor, command string, touched ids, before, after any, found sealed) error {
	text, err := found.text()
	if err != nil {
		return err
	}
	head, err := from[auditHead](tx, clause.Locking{Strength: "UPDATE"}).Where("id = 1").Take(ctx)
	if err != nil {
		return fmt.Errorf("end of audit log: %w", err)
	}
	e := Entry{
		Seq: head.Seq + 1, At: s.now(), ActorID: a.userID(), Actor: a.Name,
		Command: command, PrevHash: head.Hash, Seals: text,
	}
	for _, p := range []struct {
		to   *JSON
		from any
	}{{&e.IDs, touched}, {&e.Before, before}, {&e.After, after}} {
		if *p.to, err = json.Marshal(p.from); err != nil {
			return fmt.Errorf("audit %s: %w", command, err)
		}
	}
	if e.Hash, err = e.hash(); err != nil {
		return err
	}
	tree, err := parseTree(head.Roots)
	if err != nil {
		return err
	}
	err = tx.WithContext(ctx).Exec("INSERT INTO audit (seq, at, actor_id, actor, command, ids, before_json, after_json, prev_hash, hash, seals) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		e.Seq, e.At, e.ActorID, e.Actor, e.Command, e.IDs, e.Before, e.After, e.PrevHash, e.Hash, e.Seals).Error
	if err != nil {
		return fmt.Errorf("audit %s: %w", command, err)
	}
	return tx.WithContext(ctx).Exec("UPDATE audit_head SET seq = ?, hash = ?, roots = ? WHERE id = 1",
		e.Seq, e.Hash, tree.with(e.Seq, e.Hash).String()).Error
}

// hash is the SHA-256 of the previous hash and the row as canonical JSON: the
// fields in this order, the time in UTC with what both databases keep of it.
func (e *Entry) hash() (string, error) {
	row, err := json.Marshal(struct {
		Seq     uint   `json:"seq"`
		At      string `json:"at"`
		ActorID *uint  `json:"actor_id"`
		Actor   string `json:"actor"`
		Command string `json:"command"`
		IDs     string `json:"ids"`
		Before  string `json:"before"`
		After   string `json:"after"`
		Seals   string `json:"seals,omitempty"` // none before there were seals
	}{
		e.Seq, stored(e.At).Format(time.RFC3339Nano), e.ActorID, e.Actor, e.Command,
		string(e.IDs), string(e.Before), string(e.After), e.Seals,
	})
	if err != nil {
		return "", fmt.Errorf("hash audit row %d: %w", e.Seq, err)
	}
	sum := sha256.Sum256(append([]byte(e.PrevHash+"\n"), row...))
	return hex.EncodeToString(sum[:]), nil
}

// Entries returns a page of the audit log, newest first. Limit 0 is 50.
func (s *Store) Entries(ctx context.Context, a Actor, cursor string, limit int) (rows []Entry, next string, err error) {
	if err := a.may(RoleEditor); err != nil {
		return nil, "", err
	}
	limit = pageSize(limit)
	before, err := parseCursor(cursor)
	if err != nil {
		return nil, "", err
	}
	q := from[Entry](s.read).Omit("seals").Order("seq DESC").Limit(limit + 1)
	if before > 0 {
		q = q.Where("seq < ?", before)
	}
	rows, err = q.Find(ctx)
	rows, next = page(rows, limit, func(e *Entry) uint { return e.Seq })
	return rows, next, wrap(err, "read audit log")
}

// chain is how far the audit log has been read and found whole.
type chain struct {
	seq  uint
	hash string
	tree tree
}

// follow checks that e is the next row and takes it in.
func (c *chain) follow(e *Entry) error {
	if e.Seq != c.seq+1 {
		return fmt.Errorf("row %d follows row %d", e.Seq, c.seq)
	}
	if e.PrevHash != c.hash {
		return fmt.Errorf("row %d does not continue row %d", e.Seq, c.seq)
	}
	hash, err := e.hash()
	if err != nil {
		return err
	}
	if hash != e.Hash {
		return fmt.Errorf("row %d is not what was written", e.Seq)
	}
	c.seq, c.hash, c.tree = e.Seq, e.Hash, c.tree.with(e.Seq, e.Hash)
	return nil
}

// walkAudit streams the log through a chain. each may be nil.
func walkAudit(ctx context.Context, tx *gorm.DB, each func(c *chain)) (*chain, error) {
	c := new(chain)
	seals := "seals"
	if sealing, err := tableHas(ctx, tx, "audit", "seals"); err != nil {
		return c, err
	} else if !sealing {
		seals = "''"
	}
	rows, err := tx.WithContext(ctx).Raw("SELECT seq, at, actor_id, actor, command, ids, before_json, after_json, prev_hash, hash, " + seals + " FROM audit ORDER BY seq").Rows()
	if err != nil {
		return c, err
	}
	defer rows.Close()
	for rows.Next() {
		var e Entry
		if err := rows.Scan(&e.Seq, &e.At, &e.ActorID, &e.Actor, &e.Command, &e.IDs, &e.Before, &e.After, &e.PrevHash, &e.Hash, &e.Seals); err != nil {
			return c, fmt.Errorf("row after %d: %w", c.seq, err)
		}
		if err := c.follow(&e); err != nil {
			return c, brokenChain{err}
		}
		if each != nil {
			each(c)
		}
	}
	return c, rows.Err()
}

// brokenChain is a finding, where other errors mean that nothing was found out.
type brokenChain struct{ error }

// VerifyAudit checks the whole audit log: every row continues the one before,
// says what it said when it was written, and none is missing at the end.
func (s *Store) VerifyAudit(ctx context.Context) (Report, error) {
	var r Report
	err := s.snapshot(ctx, func(tx *gorm.DB) error {
		if err := checkUsed(ctx, tx); err != nil {
			return err
		}
		return verifyAudit(ctx, tx, &r)
	})
	return r, wrap(err, "verify audit log")
}

func verifyAudit(ctx context.Context, tx *gorm.DB, r *Report) error {
	const name = "audit log"
	c, err := walkAudit(ctx, tx, nil)
	if broken, ok := err.(brokenChain); ok {
		r.add(name, false, broken.Error())
		return nil
	}
	if err != nil {
		return err
	}
	head, err := from[auditHead](tx).Where("id = 1").Take(ctx)
	switch {
	case err != nil:
		return err
	case head.Seq != c.seq || head.Hash != c.hash || head.Roots != c.tree.String():
		r.add(name, false, fmt.Sprintf("it ends with row %d, and row %d was the last one written", c.seq, head.Seq))
	default:
		r.add(name, true, fmt.Sprintf("%d rows, unbroken", c.seq))
	}
	return nil
}

// tree is a Merkle tree over the hashes of the rows, of which only the roots
// of the full subtrees are kept, the largest first.
type tree []tlog.Hash

// with returns the tree with row number n added, counted from 1. Adding row n
// completes as many subtrees as n has trailing zero bits.
func (t tree) with(n uint, hash string) tree {
	root := tlog.RecordHash([]byte(hash))
	grown := append(tree(nil), t...)
	for ; n%2 == 0; n /= 2 {
		last := len(grown) - 1
		root = tlog.NodeHash(grown[last], root)
		grown = grown[:last]
	}
	return append(grown, root)
}

// root is the hash of the whole tree.
func (t tree) root() tlog.Hash {
	if len(t) == 0 {
		return tlog.Hash(sha256.Sum256(nil))
	}
	root := t[len(t)-1]
	for i := len(t) - 2; i >= 0; i-- {
		root = tlog.NodeHash(t[i], root)
	}
	return root
}

func (t tree) String() string {
	parts := make([]string, len(t))
	for i, h := range t {
		parts[i] = hex.EncodeToString(h[:])
	}
	return strings.Join(parts, " ")
}

func parseTree(s string) (tree, error) {
	var t tree
	for _, part := range strings.Fields(s) {
		b, err := hex.DecodeString(part)
		if err != nil || len(b) != tlog.HashSize {
			return nil, fmt.Errorf("roots of the audit log are damaged: %q", part)
		}
		t = append(t, tlog.Hash(b))
	}
	return t, nil
}
