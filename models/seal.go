package models

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm"
)

// A seal is the fingerprint of a row, or of a part of its columns, as a command
// left it. It stands in the audit log, so that a row which anything else has
// changed is found.
//
// A new table is one line, here or in [unsealed]. Here, kind is what commands
// call a row of it in their [ids], for one (an id) or for several (with an s, a
// list): whatever [Store.record] is told was touched, it seals. Only a kind that
// has several seals, or that commands name without writing all of it, also has
// lines in [sealings]. TestEveryTableIsGuarded fails until the line is there,
// and until a row of the table is among those that the tests forge.
//
// NULL, empty, 0 and false are the same to a seal, so that a column which a
// later migration adds, empty, breaks none; only of figures with a fraction is
// 0 another than none. A migration that fills columns of sealed rows has to be
// followed by sealing them anew.
type seal struct {
	name    string
	table   string
	kind    string   // what ids call a row; "" if [sealings] alone says when it is sealed
	key     string   // of the rows that have one seal together; "" is id
	without []string // columns that it does not cover
	only    []string // if not nil, the columns that it covers
	stays   bool     // no command ever changes such a row: the first seal counts
}

// What is derived is not sealed but compared with what it is derived from: the
// counts, the search, the outlets of claims. Texts are compared with their hash.
var seals = []seal{
	{name: "articles", table: "articles", without: append([]string{"search", "unmatched", "urgency"}, columnsOfCounts()...)},
	{name: "versions", table: "versions", without: []string{"text", "engine"}, stays: true},
	{name: "readings", table: "versions", only: []string{"engine"}},
	{name: "outlets", table: "outlets", kind: "outlet", stays: true},
	// What a claim says, and what came of it, are sealed apart: a verdict on a
	// claim that was changed behind our back must not seal the change.
	{name: "claims", table: "claims", without: append([]string{"search", "priority", "outlet_id"}, claimState...)},
	{name: "verdicts", table: "claims", only: claimState},
	{name: "decisions", table: "decisions", kind: "decision", stays: true},
	{name: "edits", table: "edits", kind: "edit", stays: true},
	{name: "evidence", table: "evidence", kind: "evidence"},
	{name: "versions of evidence", table: "evidence_versions", kind: "evidence_version", stays: true},
	{name: "dismissals", table: "finding_dismissals", kind: "dismissal", stays: true},
	{name: "words on figures", table: "figure_acts", kind: "figure_act", stays: true},
	{name: "notes", table: "notes", kind: "note"},
	{name: "tags", table: "claim_tags", key: "claim_id"},
	{name: "bulks", table: "bulks", kind: "bulk", stays: true},
	{name: "feeds", table: "news_feeds", kind: "feed", without: []string{"title", "next_at", "read_at", "failures", "problem", "etag", "last_modified"}},
	{name: "webhooks", table: "webhooks", kind: "webhook", without: []string{"seq", "failing_since"}},
	{name: "imports", table: "imports", kind: "import", without: []string{"file", "offset_done", "line", "added", "known", "failed", "worked", "ended_at", "problem"}},
	{name: "exports", table: "exports", stays: true},
	{name: "claims of exports", table: "exported_claims", key: "export_id", stays: true},
	{name: "users", table: "users", without: []string{"keys_off"}},
	{name: "invitations", table: "invitations", kind: "invitation"},
	{name: "shared links", table: "shares", kind: "share"},
	{name: "second factors", table: "second_factors", key: "user_id", without: []string{"last_step"}},
	{name: "recovery codes", table: "recovery_codes", key: "user_id"},
	{name: "tokens", table: "api_tokens", kind: "api_token", without: []string{"used_at"}},
}

// claimState are the columns of a claim that reviewing changes.
var claimState = []string{
	"status", "was_status", "basis", "decided_by_id", "decided_at", "decision_reason", "correct_value", "correct_text", "superseded_by_id",
	"revision", "stale", "second_check", "conflict_flag", "math_flag", "disagreement", "evidence_count", "evidence_url", "assigned_to_id", "tags",
}

// sealings say which seals a command sets on the objects that it names in its
// ids, where a kind is not one seal: the first line that fits counts. A command seals what it writes and
// nothing else, since it would also seal what was changed behind our back.
var sealings = []struct {
	kind     string   // of the object; its plural fits too
	commands []string // by how they begin
	seals    []string
}{
	{"article", []string{"article.finding"}, nil},
	{"article", []string{"article."}, []string{"articles"}},
	{"version", []string{"article.reread"}, []string{"readings"}},
	{"version", []string{"article."}, []string{"versions", "readings"}},
	{"claim", []string{"note."}, nil},
	{"claim", []string{"figure.conflict", "article.finding"}, []string{"verdicts"}},
	{"claim", []string{"figure."}, nil},
	{"claim", []string{"article.add"}, []string{"claims"}}, // without a verdict it is as new: see [freshVerdict]
	{"claim", []string{"claim.decide", "claim.undo", "claim.assign", "evidence."}, []string{"verdicts"}},
	{"claim", []string{"tag."}, []string{"verdicts", "tags"}},
	{"claim", []string{""}, []string{"claims", "verdicts"}},
	{"other", []string{""}, []string{"claims", "verdicts"}},
	{"moved", []string{"article."}, []string{"claims", "verdicts"}},
	{"stale", []string{"article."}, []string{"verdicts"}},
	{"back", []string{"article."}, []string{"verdicts"}},
	{"export", []string{""}, []string{"exports", "claims of exports"}},
	{"user", []string{"user.blocked"}, nil},
	{"user", []string{"user.", "invitation.accept"}, []string{"users", "second factors", "recovery codes"}},
	{"user", []string{"session.end_all"}, []string{"users"}},
	{"user", []string{"second_factor."}, []string{"users", "second factors", "recovery codes"}},
}

// sealsOf are the seals that a command sets on objects of a kind.
func sealsOf(command, kind string) []string {
	begins := func(with string) bool { return strings.HasPrefix(command, with) }
	for _, l := range sealings {
		if (kind == l.kind || kind == l.kind+"s") && slices.ContainsFunc(l.commands, begins) {
			return l.seals
		}
	}
	for i := range seals {
		if k := &seals[i]; k.kind != "" && (kind == k.kind || kind == k.kind+"s") {
			return []string{k.name}
		}
	}
	return nil
}

// fingerprint is the beginning of a SHA-256, zero for a row that is gone.
type fingerprint [12]byte

// sealed are seals by their name and the key of the rows.
type sealed map[string]map[uint]fingerprint

// sealNamed is the seal with a name.
func sealNamed(name string) *seal {
	return &seals[slices.IndexFunc(seals, func(k seal) bool { return k.name == name })]
}

// sealRows reads back what a command touched and seals it, also what it
// removed. Seals that are known are not read.
func (s *Store) sealRows(ctx context.Context, tx *gorm.DB, command string, touched ids, known sealed) (sealed, error) {
	wanted := make(map[string][]uint)
	for kind, value := range touched {
		for _, name := range sealsOf(command, kind) {
			if known[name] == nil {
				wanted[name] = append(wanted[name], idList(value)...)
			}
		}
	}
	found := make(sealed)
	maps.Copy(found, known)
	for i := range seals {
		k := &seals[i]
		for batch := range slices.Chunk(wanted[k.name], 500) {
			for _, id := range batch {
				found.set(k.name, id, fingerprint{})
			}
			keep := func(id uint, f fingerprint) { found.set(k.name, id, f) }
			err := s.printRows(ctx, tx, k, keep, k.keyColumn()+" IN ?", batch)
			if err != nil {
				return nil, err
			}
		}
	}
	return found, nil
}

func (all sealed) set(name string, id uint, f fingerprint) {
	if all[name] == nil {
		all[name] = make(map[uint]fingerprint)
	}
	all[name][id] = f
}

func idList(value any) []uint {
	switch v := value.(type) {
	case uint:
		return []uint{v}
	case *uint:
		if v != nil {
			return []uint{*v}
		}
	case []uint:
		return v
	}
	return nil
}

func (k *seal) keyColumn() string {
	if k.key == "" {
		return "id"
	}
	return k.key
}

// covers reports whether the seal covers a column besides its key.
func (k *seal) covers(column string) bool {
	return column != k.keyColumn() && !slices.Contains(k.without, column) && (k.only == nil || slices.Contains(k.only, column))
}

// columnsOf are the columns that a seal covers, by name. They are looked up
// once, since every command seals something.
func (s *Store) columnsOf(ctx context.Context, tx *gorm.DB, k *seal) ([]string, error) {
	if known, ok := s.sealColumns.Load(k.name); ok {
		return known.([]string), nil
	}
	rows, err := tx.WithContext(ctx).Raw("SELECT * FROM " + k.table + " WHERE 1 = 0").Rows()
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	names = slices.DeleteFunc(names, func(name string) bool { return !k.covers(name) })
	slices.Sort(names)
	s.sealColumns.Store(k.name, names)
	return names, rows.Err()
}

// printRows calls do with the fingerprint of each row that meets a condition,
// or of all the rows together that have the same key.
func (s *Store) printRows(ctx context.Context, tx *gorm.DB, k *seal, do func(uint, fingerprint), where string, args ...any) error {
	names, err := s.columnsOf(ctx, tx, k)
	if err != nil {
		return err
	}
	query := "SELECT " + k.keyColumn() + ", " + strings.Join(names, ", ") + " FROM " + k.table + " WHERE " + where
	query += " ORDER BY " + k.keyColumn()
	if k.key != "" {
		query += ", " + strings.Join(names, ", ")
	}
	rows, err := tx.WithContext(ctx).Raw(query, args...).Rows()
	if err != nil {
		return err
	}
	defer rows.Close()
	p := newPrinter(names, k.key != "", do)
	for rows.Next() {
		if err := p.scan(rows); err != nil {
			return err
		}
	}
	p.end()
	return rows.Err()
}

// printer takes the fingerprint of one row, or group of rows, after the other.
type printer struct {
	names   []string
	values  []any
	into    []any
	grouped bool
	do      func(uint, fingerprint)
	key     uint
	text    []byte
}

func newPrinter(names []string, grouped bool, do func(uint, fingerprint)) *printer {
	p := &printer{names: names, values: make([]any, len(names)), into: make([]any, len(names)+1), grouped: grouped, do: do}
	p.into[0] = new(uint)
	for i := range p.values {
		p.into[i+1] = &p.values[i]
	}
	return p
}

func (p *printer) scan(rows *sql.Rows) error {
	if err := rows.Scan(p.into...); err != nil {
		return err
	}
	if key := *p.into[0].(*uint); key != p.key || !p.grouped {
		p.end()
		p.key = key
	}
	p.text = appendRow(p.text, p.names, p.values)
	return nil
}

// end gives out the fingerprint of what was gathered.
func (p *printer) end() {
	if len(p.text) > 0 {
		p.do(p.key, printOf(p.text))
		p.text = p.text[:0]
	}
}

func printOf(text []byte) (f fingerprint) {
	sum := sha256.Sum256(text)
	copy(f[:], sum[:])
	return f
}

// appendRow writes out the columns that are not empty, each with its length, so
// that no two rows are written alike.
func appendRow(text []byte, names []string, values []any) []byte {
	text = append(text, "row"...)
	for i, name := range names {
		value := plainValue(values[i])
		if value == "" {
			continue
		}
		text = append(append(text, '\n'), name...)
		text = strconv.AppendInt(append(text, ' '), int64(len(value)), 10)
		text = append(append(text, ' '), value...)
	}
	return append(text, '\n')
}

// plainValue is a value in words that both databases share, "" for an empty one.
func plainValue(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		return v
	case []byte:
		return string(v)
	case bool:
		if v {
			return "1"
		}
		return ""
	case int64:
		if v == 0 {
			return ""
		}
		return strconv.FormatInt(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	case time.Time:
		return stored(v).Format(time.RFC3339Nano)
	}
	return fmt.Sprintf("%T %v", value, value)
}

// sealExisting seals, once, what was written before there were seals. Since
// then every row of the audit log has some, if only "{}".
func (s *Store) sealExisting(ctx context.Context) error {
	s.sealColumns.Clear() // the schema may have changed
	const last = "SELECT COUNT(*) FROM audit WHERE seq = (SELECT seq FROM audit_head WHERE id = 1) AND seals = ''"
	if n, err := one[int](s.read.WithContext(ctx), last); err != nil || n == 0 {
		return err
	}
	return s.change(ctx, func(tx *gorm.DB) error {
		if tx.Name() == dialectPostgres { // of several programs one seals
			if err := tx.Exec("SELECT 1 FROM audit_head WHERE id = 1 FOR UPDATE").Error; err != nil {
				return err
			}
		}
		if n, err := one[int](tx, last); err != nil || n == 0 {
			return err
		}
		s.log.Info("sealing the rows of the database, which takes a while")
		for i := range seals {
			if err := s.sealTable(ctx, tx, &seals[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

// commandSeal is what the audit log calls the sealing of what is there.
const commandSeal = "database.seal"

// sealTable notes the rows of a table as they are, some thousand a time.
func (s *Store) sealTable(ctx context.Context, tx *gorm.DB, k *seal) error {
	const batch = 2000
	for after, more := uint(0), true; more; {
		found := sealed{k.name: {}}
		keep := func(id uint, f fingerprint) {
			found[k.name][id], after = f, max(after, id)
		}
		where := fmt.Sprintf("%[1]s IN (SELECT DISTINCT %[1]s FROM %[2]s WHERE %[1]s > ? ORDER BY %[1]s LIMIT ?)", k.keyColumn(), k.table)
		if err := s.printRows(ctx, tx, k, keep, where, after, batch); err != nil {
			return err
		}
		n := len(found[k.name])
		if more = n == batch; n == 0 {
			return nil
		}
		if err := s.recordSealed(ctx, tx, SystemActor, commandSeal, ids{}, nil, map[string]any{"table": k.table, "rows": n}, found); err != nil {
			return err
		}
	}
	return nil
}

// text is how seals stand in the audit log. A row that is gone has "".
func (all sealed) text() (string, error) {
	written := make(map[string]map[uint]string, len(all))
	for name, prints := range all {
		written[name] = make(map[uint]string, len(prints))
		for id, f := range prints {
			written[name][id] = f.String()
		}
	}
	text, err := json.Marshal(written)
	return string(text), err
}

func (f fingerprint) String() string {
	if f == (fingerprint{}) {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(f[:])
}

// take puts the seals of a row of the audit log, as far as their keys are in
// the window, over those before it.
func (all sealed) take(text string, w *window) error {
	var more map[string]map[uint]string
	if err := json.Unmarshal([]byte(text), &more); err != nil {
		return err
	}
	for i := range seals {
		k := &seals[i]
		for id, shown := range more[k.name] {
			if !w.holds(id) {
				continue
			}
			var f fingerprint
			if b, err := base64.RawURLEncoding.DecodeString(shown); err != nil || len(b) != copy(f[:], b) {
				return fmt.Errorf("seal %q of %s %d is damaged", shown, k.name, id)
			}
			if _, known := all[k.name][id]; !known || !k.stays {
				all.set(k.name, id, f)
			}
		}
	}
	return nil
}

// freshVerdict is the seal of a claim that nobody has decided on or flagged.
var freshVerdict = printOf(appendRow(nil, []string{"revision", "status"}, []any{int64(1), string(StatusUnreviewed)}))
