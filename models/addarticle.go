package models

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
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
	d, err := s.draft(n)
	if err != nil {
		return Article{}, false, err
	}
	d.article.AddedByID = a.userID()
	for again := 0; ; again++ {
		d.created, d.newOutlet = false, nil
		err = s.change(ctx, func(tx *gorm.DB) error { return s.addDraft(ctx, tx, a, d) })
		if again < 3 && isDuplicate(err) {
			continue // somebody added it between our look and our insert
		}
		break
	}
	if err != nil {
		return Article{}, false, wrap(err, "add article")
	}
	return d.stored, d.created, nil
}

// draft is a checked article on its way in.
type draft struct {
	article Article
	outlet  string
	version Version
	claims  []Claim
	linker  *linker

	stored    Article
	created   bool
	newOutlet *uint // that was added with it
}

func (s *Store) draft(n NewArticle) (*draft, error) {
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
	d := &draft{
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
	d.claims, err = s.claimsOf(n, d.linker)
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

func (s *Store) addDraft(ctx context.Context, tx *gorm.DB, a Actor, d *draft) error {
	existing, err := d.existing(ctx, tx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return s.insertArticle(ctx, tx, a, d)
	}
	if err != nil {
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
func (d *draft) existing(ctx context.Context, tx *gorm.DB) (Article, error) {
	q := from[Article](tx, clause.Locking{Strength: "UPDATE"}).Preload("Outlet")
	if d.article.CanonicalURL != nil {
		return q.Where("canonical_url = ?", *d.article.CanonicalURL).Take(ctx)
	}
	return q.Where("canonical_url IS NULL AND text_hash = ?", d.article.TextHash).Take(ctx)
}

func (s *Store) insertArticle(ctx context.Context, tx *gorm.DB, a Actor, d *draft) error {
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
	if err := insertClaims(ctx, tx, claims); err != nil {
		return err
	}
	art.Counts = countsOf(claims)
	if err := saveArticle(ctx, tx, &art); err != nil {
		return err
	}
	if err := s.indexArticle(ctx, tx, &art, v.Text, false); err != nil {
		return err
	}
	if err := s.scheduleNew(ctx, tx, &art, &v); err != nil {
		return err
	}
	art.Outlet = outlet
	d.stored, d.created = art, true
	return s.record(ctx, tx, a, "article.add", ids{"article": art.ID, "version": v.ID, "outlet": d.newOutlet, "claims": idsOf(claims)}, nil,
		map[string]any{"title": art.Title, "url": art.URL, "outlet": d.outlet, "text_hash": v.TextHash, "claims": len(claims)})
}

// claimsAt are the draft's claims as rows of the article's current version.
func (d *draft) claimsAt(art *Article) []Claim {
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
func insertClaims(ctx context.Context, tx *gorm.DB, claims []Claim) error {
	if len(claims) == 0 {
		return nil
	}
	if tx.Name() == dialectPostgres {
		return from[Claim](tx).Omit("Article", "DecidedBy").CreateInBatches(ctx, &claims, claimBatch)
	}
	as := &gorm.Statement{DB: tx}
	if err := as.Parse(&Claim{}); err != nil {
		return err
	}
	columns := slices.DeleteFunc(slices.Clone(as.Schema.DBNames), func(name string) bool {
		return name == "id" || !as.Schema.FieldsByDBName[name].Creatable
	})
	last, err := one[uint](tx.WithContext(ctx), "SELECT COALESCE(MAX(id), 0) FROM claims")
	if err != nil {
		return err
	}
	insert, err := tx.Statement.ConnPool.PrepareContext(ctx,
		"INSERT INTO claims ("+strings.Join(columns, ", ")+") VALUES (?"+strings.Repeat(", ?", len(columns)-1)+")")
	if err != nil {
		return err
	}
	defer insert.Close()
	values := make([]any, len(columns))
	for i := range claims {
		row := reflect.ValueOf(&claims[i]).Elem()
		for j, column := range columns {
			values[j], _ = as.Schema.FieldsByDBName[column].ValueOf(ctx, row)
		}
		made, err := insert.ExecContext(ctx, values...)
		if err != nil {
			return err
		}
		id, err := made.LastInsertId()
		if err != nil {
			return err
		}
		claims[i].ID = uint(id)
	}
	return tx.WithContext(ctx).Exec(`INSERT INTO claim_search (rowid, label, sentence, subject, attributed_to)
		SELECT id, label, sentence, subject, attributed_to FROM claims WHERE id > ?`, last).Error
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
func (d *draft) outletNamed(ctx context.Context, tx *gorm.DB) (*Outlet, error) {
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

func packed(raw []byte) ([]byte, error) {
	if len(raw) == 0 {
		return nil, nil
	}
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
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
