package models

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"database/sql/driver"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
	"gorm.io/gorm/schema"
)

const (
	longestText  = 20 << 20
	longestTitle = 2000
	longestName  = 300
	mostClaims   = 10_000
	claimBatch   = 100 // rows an INSERT; PostgreSQL takes 65,535 values
)

// AddArticle stores an article with its claims, and tells whether that brought
// a text that was not the current one. It may be repeated: the same text at the
// same URL, or without a URL the same text, is the article that is already
// there, of which only what was unknown is filled in. Another text at the same
// URL, in more than white space and the date line, is another version, whose unchanged claims keep their verdicts; the text
// that was read last is the current one, also when it had been so before.
func (s *Store) AddArticle(ctx context.Context, a Actor, n NewArticle) (Article, bool, error) {
	if err := a.may(RoleReviewer); err != nil {
		return Article{}, false, err
	}
	d, err := s.Prepare(n)
	if err != nil {
		return Article{}, false, err
	}
	if err := s.addDrafts(ctx, a, []*Draft{d}); err != nil {
		return Article{}, false, wrap(err, "add article")
	}
	return d.stored, d.created, nil
}

// Added is what became of an article that was to be added.
type Added struct {
	Article Article
	Created bool
	Err     error
}

// AddDrafts is AddArticle for several: one transaction, which costs less than
// one for each, with a row of the audit log for each article. None is added
// half. Where one cannot be added, each is tried alone, so that the error is
// that of its article.
func (s *Store) AddDrafts(ctx context.Context, a Actor, drafts []*Draft) []Added {
	added := make([]Added, len(drafts))
	err := a.may(RoleReviewer)
	together := false
	if err == nil {
		together = s.addDrafts(ctx, a, drafts) == nil
	}
	for i, d := range drafts {
		if err == nil && !together {
			added[i].Err = wrap(s.addDrafts(ctx, a, drafts[i:i+1]), "add article")
		} else {
			added[i].Err = err
		}
		if added[i].Err == nil {
			added[i].Article, added[i].Created = d.stored, d.created
		}
	}
	return added
}

func (s *Store) addDrafts(ctx context.Context, a Actor, drafts []*Draft) error {
	for again := 0; ; again++ {
		err := s.change(ctx, func(tx *gorm.DB) error {
			var found unindexed
			whole := context.WithoutCancel(ctx) // else the driver watches over each statement
			for _, d := range drafts {
				if err := ctx.Err(); err != nil {
					return err
				}
				d.created, d.newOutlet, d.article.AddedByID = false, nil, a.userID()
				if err := s.addDraft(whole, tx, a, d, &found); err != nil {
					return err
				}
			}
			return s.index(whole, tx, &found)
		})
		if again < 3 && isDuplicate(err) {
			continue // somebody added it between our look and our insert
		}
		return err
	}
}

// Draft is a checked article on its way in.
type Draft struct {
	article Article
	outlet  string
	version Version
	claims  []Claim
	rows    claimRows // of the claims, for SQLite
	linker  *linker

	stored    Article
	created   bool
	newOutlet *uint // that was added with it
}

// Prepare does what adding an article takes without the database, so that it
// can be done beside the adding of others.
func (s *Store) Prepare(n NewArticle) (*Draft, error) {
	if err := n.check(); err != nil {
		return nil, err
	}
	address := strings.TrimSpace(n.URL)
	var canonical *string
	if address != "" {
		c, err := canonicalURL(address)
		if err != nil {
			return nil, err
		}
		canonical = &c
	}
	raw, err := packed(n.Raw)
	if err != nil {
		return nil, err
	}
	hash := hashOf(n.Text)
	d := &Draft{
		outlet: cleanLine(n.Outlet),
		article: Article{
			Title: cleanLine(n.Title), URL: address, CanonicalURL: canonical, TextHash: hash,
			PublishedAt: storedOrNil(n.PublishedAt), Lang: cleanLine(n.Lang), LangSupported: n.LangSupported,
			CreatedAt: s.now(),
		},
		version: Version{
			Number: 1, Text: n.Text, TextHash: hash, Blocks: notNil(n.Blocks), Links: notNil(n.Links),
			Raw: raw, RawType: cleanLine(n.RawType), RawName: cleanLine(n.RawName),
			HTTPStatus: n.HTTPStatus, ETag: within(n.ETag, longestName), LastModified: within(n.LastModified, longestName), FetchedAt: stored(n.FetchedAt), Engine: n.Engine,
		},
		linker: newLinker(address, n.Text, n.Blocks),
	}
	if n.FetchedAt.IsZero() {
		d.version.FetchedAt = s.now()
	}
	if d.claims, err = s.claimsOf(n, d.linker); err != nil || s.dialect == dialectPostgres {
		return d, err
	}
	d.rows, err = s.claimRows(d.claims)
	return d, err
}

// within is a value that a server chose, or "" if it is too long or no text.
func within(s string, most int) string {
	if s = cleanLine(s); len(s) > most || !utf8.ValidString(s) {
		return ""
	}
	return s
}

// hashOf is the SHA-256 in hexadecimal.
func hashOf(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

func notNil[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

func (n *NewArticle) check() error {
	switch {
	case strings.TrimSpace(n.Text) == "":
		return invalid("text", "there is no text: paste the article, or choose a file that has one")
	case len(n.Text) > longestText:
		return invalid("text", "the text is %d MB long and may be %d: send it in parts", len(n.Text)>>20, longestText>>20)
	case len(n.Claims) > mostClaims:
		return invalid("text", "the text has %d figures and may have %d: send it in parts", len(n.Claims), mostClaims)
	case !utf8.ValidString(n.Text) || strings.IndexByte(n.Text, 0) >= 0:
		return invalid("text", "the text holds bytes that are not text: save it as UTF-8 and send it again")
	}
	return errors.Join(
		limited("title", n.Title, longestTitle), limited("outlet", n.Outlet, longestName),
		limited("raw_name", n.RawName, longestName), limited("raw_type", n.RawType, longestName),
	)
}

func (s *Store) addDraft(ctx context.Context, tx *gorm.DB, a Actor, d *Draft, found *unindexed) error {
	existing, err := d.existing(ctx, tx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return s.insertArticle(ctx, tx, a, d, found)
	}
	if err != nil {
		return err
	}
	if err := s.index(ctx, tx, found); err != nil { // what is changed now may be among it
		return err
	}
	d.stored = existing
	if existing.TextHash == d.version.TextHash {
		return s.fillOnly(ctx, tx, a, d)
	}
	before, err := from[Version](tx).Omit("raw").Where("id = ?", existing.CurrentVersionID).Take(ctx)
	if err != nil {
		return err
	}
	if sameSubstance(before.Text, d.version.Text) {
		return s.fillOnly(ctx, tx, a, d)
	}
	return s.changeText(ctx, tx, a, d, &before)
}

// existing is the article with the same identity. It is locked, which also
// keeps its claims and counts from changing: see [lockArticleOf].
func (d *Draft) existing(ctx context.Context, tx *gorm.DB) (Article, error) {
	q := from[Article](tx, clause.Locking{Strength: "UPDATE"}).Preload("Outlet")
	if d.article.CanonicalURL != nil {
		return q.Where("canonical_url = ?", *d.article.CanonicalURL).Take(ctx)
	}
	return q.Where("canonical_url IS NULL AND text_hash = ?", d.article.TextHash).Take(ctx)
}

func (s *Store) insertArticle(ctx context.Context, tx *gorm.DB, a Actor, d *Draft, found *unindexed) error {
	art := d.article
	outlet, err := d.outletNamed(ctx, tx)
	if err != nil {
		return err
	}
	if outlet != nil {
		art.OutletID = &outlet.ID
	}
	if err := from[Article](tx).Omit("Outlet").Create(ctx, &art); err != nil {
		return err
	}
	v := d.version
	v.ArticleID = art.ID
	if err := from[Version](tx).Create(ctx, &v); err != nil {
		return err
	}
	art.CurrentVersionID = v.ID
	claims := d.claimsAt(&art)
	seals, err := s.insertUnindexed(ctx, tx, d, &art, claims, found)
	if err != nil {
		return err
	}
	art.Counts = countsOf(claims)
	if err := saveArticle(ctx, tx, &art); err != nil {
		return err
	}
	found.articles = append(found.articles, searchable{&art, v.Text})
	if err := s.scheduleNew(ctx, tx, &art, &v); err != nil {
		return err
	}
	art.Outlet = outlet
	d.stored, d.created = art, true
	return s.recordBeside(ctx, tx, a, seals, "article.add", ids{"article": art.ID, "version": v.ID, "outlet": d.newOutlet, "claims": idsOf(claims)}, nil,
		map[string]any{"title": art.Title, "url": art.URL, "outlet": d.outlet, "text_hash": v.TextHash, "claims": len(claims)})
}

// claimsAt are the draft's claims as rows of the article's current version.
func (d *Draft) claimsAt(art *Article) []Claim {
	claims := make([]Claim, len(d.claims))
	for i := range claims {
		claims[i] = d.claims[i]
		claims[i].ArticleID, claims[i].VersionID, claims[i].OutletID = art.ID, art.CurrentVersionID, art.OutletID
	}
	return claims
}

// insertClaims goes by batches on PostgreSQL, where every statement is a trip
// to the server, and row by row on SQLite, where reading a long statement
// costs more than a row.
func (s *Store) insertClaims(ctx context.Context, tx *gorm.DB, claims []Claim) error {
	if len(claims) == 0 {
		return nil
	}
	if tx.Name() == dialectPostgres {
		return from[Claim](tx).Omit("Article", "DecidedBy").CreateInBatches(ctx, &claims, claimBatch)
	}
	last, err := lastClaim(ctx, tx)
	if err != nil {
		return err
	}
	rows, err := s.claimRows(claims)
	if err != nil {
		return err
	}
	if err := insertClaimRows(ctx, tx, &rows, claims); err != nil {
		return err
	}
	return indexClaims(ctx, tx, last)
}

func lastClaim(ctx context.Context, tx *gorm.DB) (uint, error) {
	return one[uint](tx.WithContext(ctx), "SELECT COALESCE(MAX(id), 0) FROM claims")
}

// claimRows are claims as the values of their columns. To make them takes as
// long as to hand them over, and needs no database.
type claimRows struct {
	columns []string
	values  [][]any
}

func (s *Store) claimRows(claims []Claim) (rows claimRows, err error) {
	as := &gorm.Statement{DB: s.write}
	if err := as.Parse(&Claim{}); err != nil {
		return rows, err
	}
	var fields []*schema.Field
	for _, name := range as.Schema.DBNames {
		if f := as.Schema.FieldsByDBName[name]; name != "id" && f.Creatable {
			rows.columns, fields = append(rows.columns, name), append(fields, f)
		}
	}
	rows.values = make([][]any, len(claims))
	for i := range claims {
		row := reflect.ValueOf(&claims[i]).Elem()
		rows.values[i] = make([]any, len(fields))
		for j, f := range fields {
			value, _ := f.ValueOf(context.Background(), row)
			if rows.values[i][j], err = driver.DefaultParameterConverter.ConvertValue(value); err != nil {
				return rows, err
			}
		}
	}
	return rows, nil
}

// set gives a column of all rows a value.
func (r *claimRows) set(column string, value any) {
	j := slices.Index(r.columns, column)
	for i := range r.values {
		r.values[i][j] = value
	}
}

// of makes them rows of an article's current version.
func (r *claimRows) of(art *Article) {
	r.set("article_id", int64(art.ID))
	r.set("version_id", int64(art.CurrentVersionID))
	if r.set("outlet_id", nil); art.OutletID != nil {
		r.set("outlet_id", int64(*art.OutletID))
	}
}

func insertClaimRows(ctx context.Context, tx *gorm.DB, rows *claimRows, claims []Claim) error {
	insert := "INSERT INTO claims (" + strings.Join(rows.columns, ", ") + ") VALUES (?" + strings.Repeat(", ?", len(rows.columns)-1) + ")"
	for i, values := range rows.values {
		made, err := tx.Statement.ConnPool.ExecContext(ctx, insert, values...)
		if err != nil {
			return err
		}
		id, err := made.LastInsertId()
		if err != nil {
			return err
		}
		claims[i].ID = uint(id)
	}
	return nil
}

// prints are the seals of the rows, as they would be read back.
func (r *claimRows) prints(ctx context.Context, s *Store, tx *gorm.DB, claims []Claim) (sealed, error) {
	k := sealNamed("claims")
	names, err := s.columnsOf(ctx, tx, k)
	if err != nil {
		return nil, err
	}
	at := make([]int, len(names))
	for i, name := range names {
		at[i] = slices.Index(r.columns, name)
	}
	found := make(sealed)
	var text []byte
	one := make([]any, len(names))
	for i, values := range r.values {
		for j, column := range at {
			if one[j] = nil; column >= 0 { // what is not written is empty
				one[j] = values[column]
			}
		}
		text = appendRow(text[:0], names, one)
		found.set(k.name, claims[i].ID, printOf(text))
	}
	return found, nil
}

// indexClaims makes the claims after the last one findable that was.
func indexClaims(ctx context.Context, tx *gorm.DB, last uint) error {
	return tx.WithContext(ctx).Exec(`INSERT INTO claim_search (rowid, label, sentence, subject, attributed_to)
		SELECT id, label, sentence, subject, attributed_to FROM claims WHERE id > ?`, last).Error
}

// unindexed are articles that were added in this transaction and that nobody
// can search for yet. SQLite writes its index of words out before each
// statement that it may have to take back, and does that once for all of them.
type unindexed struct {
	articles []searchable
	claims   bool
	last     uint // the claim after which they begin
}

type searchable struct {
	article *Article
	text    string
}

// insertUnindexed inserts the claims of a new article. On SQLite it also returns
// their seals, so that they need not be read back for them.
func (s *Store) insertUnindexed(ctx context.Context, tx *gorm.DB, d *Draft, art *Article, claims []Claim, found *unindexed) (seals sealed, err error) {
	if s.dialect == dialectPostgres || len(claims) == 0 {
		return nil, s.insertClaims(ctx, tx, claims)
	}
	if !found.claims {
		if found.last, err = lastClaim(ctx, tx); err != nil {
			return nil, err
		}
		found.claims = true
	}
	d.rows.of(art)
	if err := insertClaimRows(ctx, tx, &d.rows, claims); err != nil {
		return nil, err
	}
	return d.rows.prints(ctx, s, tx, claims)
}

// index makes findable what is not.
func (s *Store) index(ctx context.Context, tx *gorm.DB, found *unindexed) error {
	for _, f := range found.articles {
		if err := s.indexArticle(ctx, tx, f.article, f.text, false); err != nil {
			return err
		}
	}
	if found.claims {
		if err := indexClaims(ctx, tx, found.last); err != nil {
			return err
		}
	}
	*found = unindexed{}
	return nil
}

func saveArticle(ctx context.Context, tx *gorm.DB, art *Article) error {
	set := map[string]any{
		"title": art.Title, "outlet_id": art.OutletID, "published_at": art.PublishedAt, "lang": art.Lang, "lang_supported": art.LangSupported,
		"text_hash": art.TextHash, "current_version_id": art.CurrentVersionID,
	}
	for _, c := range counters {
		set[c.column] = *c.of(&art.Counts)
	}
	return from[Article](tx).Where("id = ?", art.ID).Assign(ctx, set)
}

// indexArticle makes title and text findable. Claims are indexed by triggers.
func (s *Store) indexArticle(ctx context.Context, tx *gorm.DB, art *Article, text string, again bool) error {
	tx = tx.WithContext(ctx)
	if s.dialect == dialectPostgres {
		return tx.Exec("UPDATE articles SET search = to_tsvector('simple', folded(?)) WHERE id = ?",
			art.Title+"\n"+firstBytes(text, postgresIndexed), art.ID).Error
	}
	if again {
		if err := tx.Exec("DELETE FROM article_search WHERE rowid = ?", art.ID).Error; err != nil {
			return err
		}
	}
	return tx.Exec("INSERT INTO article_search (rowid, title, text) VALUES (?, ?, ?)", art.ID, art.Title, text).Error
}

// postgresIndexed is how much of a text PostgreSQL indexes: its search vector
// may have a megabyte, and a text that is all different words fills it.
const postgresIndexed = 256 << 10

func firstBytes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// outletNamed returns the draft's outlet, which is added if it is new; nil if
// it names none.
func (d *Draft) outletNamed(ctx context.Context, tx *gorm.DB) (*Outlet, error) {
	if d.outlet == "" {
		return nil, nil
	}
	o, err := from[Outlet](tx).Where("name = ?", d.outlet).Take(ctx)
	if !errors.Is(err, gorm.ErrRecordNotFound) {
		return &o, err
	}
	o = Outlet{Name: d.outlet}
	err = from[Outlet](tx).Create(ctx, &o)
	d.newOutlet = &o.ID
	return &o, err
}

// packers are kept, since each is most of a megabyte.
var packers = sync.Pool{New: func() any { return gzip.NewWriter(nil) }}

func packed(raw []byte) ([]byte, error) {
	if len(raw) == 0 {
		return nil, nil
	}
	var b bytes.Buffer
	w := packers.Get().(*gzip.Writer)
	defer packers.Put(w)
	w.Reset(&b)
	if _, err := w.Write(raw); err != nil {
		return nil, fmt.Errorf("pack original: %w", err)
	}
	err := w.Close()
	return b.Bytes(), wrap(err, "pack original")
}

func unpacked(raw []byte) ([]byte, error) {
	if len(raw) == 0 {
		return nil, nil
	}
	r, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		return nil, fmt.Errorf("unpack original: %w", err)
	}
	plain, err := io.ReadAll(r)
	return plain, wrap(err, "unpack original")
}
