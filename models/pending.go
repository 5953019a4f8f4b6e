package models

import (
	"context"
	"errors"

	"github.com/alexedwards/scs/v2"

	"tallymark/extract"
)

var errPending = errors.New("not built yet")

func Open(ctx context.Context, dsn string, o Options) (*Store, error)      { return nil, errPending }
func (s *Store) Migrate(ctx context.Context) (applied []string, err error) { return nil, errPending }
func (s *Store) Close() error                                              { return errPending }
func (s *Store) Ping(ctx context.Context) error                            { return errPending }
func (s *Store) Dialect() string                                           { return s.dialect }

func (s *Store) CountUsers(ctx context.Context) (int, error) { return 0, errPending }
func (s *Store) CreateFirstUser(ctx context.Context, n NewUser) (User, error) {
	return User{}, errPending
}
func (s *Store) CreateUser(ctx context.Context, a Actor, n NewUser) (User, error) {
	return User{}, errPending
}
func (s *Store) Users(ctx context.Context, a Actor) ([]User, error) { return nil, errPending }
func (s *Store) User(ctx context.Context, id uint) (User, error)    { return User{}, errPending }
func (s *Store) UserByEmail(ctx context.Context, a Actor, email string) (User, error) {
	return User{}, errPending
}
func (s *Store) Authenticate(ctx context.Context, email, password string) (User, error) {
	return User{}, errPending
}
func (s *Store) SetRole(ctx context.Context, a Actor, userID uint, role Role) error {
	return errPending
}
func (s *Store) SetDisabled(ctx context.Context, a Actor, userID uint, disabled bool) error {
	return errPending
}
func (s *Store) SetPassword(ctx context.Context, a Actor, userID uint, password string) error {
	return errPending
}
func (s *Store) ChangeOwnPassword(ctx context.Context, a Actor, old, new string) error {
	return errPending
}
func (s *Store) SessionStore() scs.CtxStore { return nil }

func (s *Store) AddArticle(ctx context.Context, a Actor, n NewArticle) (Article, bool, error) {
	return Article{}, false, errPending
}
func (s *Store) Articles(ctx context.Context, a Actor, f ArticleFilter) (rows []Article, next string, err error) {
	return nil, "", errPending
}
func (s *Store) Article(ctx context.Context, a Actor, id uint) (ArticlePage, error) {
	return ArticlePage{}, errPending
}
func (s *Store) ArticleRaw(ctx context.Context, a Actor, versionID uint) (Version, error) {
	return Version{}, errPending
}
func (s *Store) Outlets(ctx context.Context, a Actor) ([]Outlet, error) { return nil, errPending }
func (s *Store) Claims(ctx context.Context, a Actor, f ClaimFilter) (rows []Claim, next string, err error) {
	return nil, "", errPending
}
func (s *Store) Claim(ctx context.Context, a Actor, id uint) (ClaimPage, error) {
	return ClaimPage{}, errPending
}
func (s *Store) Decide(ctx context.Context, a Actor, n NewDecision) (Decision, error) {
	return Decision{}, errPending
}
func (s *Store) Undo(ctx context.Context, a Actor, claimID uint, revision int, token string) (Decision, error) {
	return Decision{}, errPending
}
func (s *Store) AddEvidence(ctx context.Context, a Actor, n NewEvidence) (Evidence, error) {
	return Evidence{}, errPending
}

// WithdrawEvidence returns the evidence as it stands then.
func (s *Store) WithdrawEvidence(ctx context.Context, a Actor, id uint, reason string) (Evidence, error) {
	return Evidence{}, errPending
}
func (s *Store) EachExportRow(ctx context.Context, a Actor, f ExportFilter, each func(*ExportRow) error) error {
	return errPending
}
func (s *Store) ExportCounts(ctx context.Context, a Actor, f ExportFilter) (n, leftOutStale, leftOutOther int, err error) {
	return 0, 0, 0, errPending
}
func (s *Store) RecordExport(ctx context.Context, a Actor, e Export) (Export, error) {
	return Export{}, errPending
}
func (s *Store) Exports(ctx context.Context, a Actor) ([]Export, error) { return nil, errPending }
func (s *Store) Entries(ctx context.Context, a Actor, cursor string, limit int) (rows []Entry, next string, err error) {
	return nil, "", errPending
}
func (s *Store) VerifyAudit(ctx context.Context) (Report, error) { return Report{}, errPending }
func (s *Store) Checkpoint(ctx context.Context) ([]byte, error)  { return nil, errPending }
func (s *Store) VerifyCheckpoint(ctx context.Context, checkpoint []byte) (Report, error) {
	return Report{}, errPending
}
func (s *Store) Verify(ctx context.Context) (Report, error)             { return Report{}, errPending }
func (s *Store) Backup(ctx context.Context, file string) error          { return errPending }
func Restore(ctx context.Context, from, to string) error                { return errPending }
func (s *Store) Policy(ctx context.Context) (Policy, error)             { return Policy{}, errPending }
func (s *Store) SetPolicy(ctx context.Context, a Actor, p Policy) error { return errPending }

// SourceLink is in place.go.
func SourceLink(articleURL, text string, blocks []extract.Block, c *Claim) string { return "" }
