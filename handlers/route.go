package handlers

import (
	"compress/gzip"
	"net/http"
	"slices"
	"strings"

	"github.com/gorilla/handlers"
	"github.com/gorilla/mux"

	"tallymark/export"
	"tallymark/models"
)

// action serves one route. It has written nothing when it returns an error.
type action func(w http.ResponseWriter, r *http.Request) error

// route is one row of the routing table.
type route struct {
	name     string
	method   string
	path     string
	least    models.Role // the role needed; "" is everybody, signed in or not
	upload   bool        // reads its own, larger body
	inPerson bool        // not with an API token; none has the role of admins
	do       action
}

const public models.Role = ""

// routes is the whole table. A path with {id} ends in 404 when id is no number.
func (s *Server) routes() []route {
	const get, post = http.MethodGet, http.MethodPost
	var exports []route
	for _, f := range export.Formats {
		exports = append(exports, route{name: "export." + f.Name, method: get, path: "/export." + f.Ending, least: models.RoleViewer, do: s.exportAs(f)})
	}
	return slices.Concat(exports, s.api.rows, []route{
		{name: "asset", method: get, path: "/static/{file}", do: s.assetShow},
		{name: "health", method: get, path: "/healthz", do: s.healthShow},
		{name: "setup", method: get, path: "/setup", inPerson: true, do: s.setupShow},
		{name: "setup.make", method: post, path: "/setup", inPerson: true, do: s.setupMake},
		{name: "login", method: get, path: "/login", inPerson: true, do: s.loginShow},
		{name: "login.make", method: post, path: "/login", inPerson: true, do: s.loginMake},
		{name: "login.code", method: get, path: "/login/code", inPerson: true, do: s.codeShow},
		{name: "login.code.make", method: post, path: "/login/code", inPerson: true, do: s.codeMake},
		{name: "logout", method: post, path: "/logout", inPerson: true, do: s.logout},

		{name: "invitation", method: get, path: "/invitation", inPerson: true, do: s.invitationShow},
		{name: "invitation.accept", method: post, path: "/invitation", inPerson: true, do: s.invitationAccept},

		{name: "home", method: get, path: "/", least: models.RoleViewer, do: s.home},
		{name: "dashboard", method: get, path: "/dashboard", least: models.RoleViewer, do: s.dashboardShow},
		{name: "news", method: get, path: "/dashboard/news", least: models.RoleViewer, do: s.newsShow},
		{name: "news.seen", method: post, path: "/dashboard/news", least: models.RoleViewer, do: s.newsSeen},
		{name: "shares", method: get, path: "/shares", least: models.RoleEditor, do: s.shareList},
		{name: "share.add", method: post, path: "/shares", least: models.RoleEditor, do: s.shareAdd},
		{name: "share.end", method: post, path: "/shares/{id:[0-9]+}/end", least: models.RoleEditor, do: s.shareEnd},
		{name: "shared", method: get, path: "/shared", do: s.sharedShow},
		{name: "article.shares", method: post, path: "/articles/{id:[0-9]+}/shares", least: models.RoleEditor, do: s.shareArticle},
		{name: "article.script", method: get, path: "/articles/{id:[0-9]+}/script", least: models.RoleViewer, do: s.scriptShow},
		{name: "progress", method: get, path: "/progress", least: models.RoleViewer, do: s.progressShow},
		{name: "progress.csv", method: get, path: "/progress/{chart:[a-z]+}.csv", least: models.RoleViewer, do: s.progressCSV},
		{name: "progress.svg", method: get, path: "/progress/{chart:[a-z]+}.svg", least: models.RoleViewer, do: s.progressSVG},
		{name: "articles", method: get, path: "/articles", least: models.RoleViewer, do: s.articleList},
		{name: "article.new", method: get, path: "/articles/new", least: models.RoleReviewer, do: s.articleNew},
		{name: "article.share", method: get, path: "/add", least: models.RoleReviewer, do: s.articleShare},
		{name: "article.add", method: post, path: "/articles", least: models.RoleReviewer, upload: true, do: s.articleAdd},
		{name: "article.sample", method: post, path: "/articles/sample", least: models.RoleReviewer, do: s.articleSample},
		{name: "article", method: get, path: "/articles/{id:[0-9]+}", least: models.RoleViewer, do: s.articleShow},
		{name: "article.original", method: get, path: "/articles/{id:[0-9]+}/original", least: models.RoleViewer, do: s.articleOriginal},
		{name: "article.archive", method: get, path: "/articles/{id:[0-9]+}/archive.warc.gz", least: models.RoleViewer, do: s.articleArchive},
		{name: "article.versions", method: get, path: "/articles/{id:[0-9]+}/versions", least: models.RoleViewer, do: s.versionsShow},
		{name: "article.read", method: post, path: "/articles/{id:[0-9]+}/read", least: models.RoleReviewer, do: s.articleRead},
		{name: "article.schedule", method: post, path: "/articles/{id:[0-9]+}/schedule", least: models.RoleReviewer, do: s.scheduleSet},
		{name: "article.reread", method: post, path: "/articles/{id:[0-9]+}/reread", least: models.RoleEditor, do: s.articleReread},

		{name: "figures", method: get, path: "/figures", least: models.RoleViewer, do: s.boardShow},
		{name: "figure", method: get, path: "/figures/{id:[0-9]+}", least: models.RoleViewer, do: s.figureShow},
		{name: "figure.settle", method: post, path: "/figures/{id:[0-9]+}/settle", least: models.RoleEditor, do: s.figureSettle},
		{name: "figure.join", method: post, path: "/figures/{id:[0-9]+}/join", least: models.RoleEditor, do: s.figureJoin},
		{name: "figure.take", method: post, path: "/figures/{id:[0-9]+}/take", least: models.RoleEditor, do: s.figureTake},
		{name: "figure.undo", method: post, path: "/figures/acts/{id:[0-9]+}/undo", least: models.RoleEditor, do: s.figureUndo},

		{name: "finding.dismiss", method: post, path: "/articles/{id:[0-9]+}/findings", least: models.RoleReviewer, do: s.findingDismiss},
		{name: "finding.undo", method: post, path: "/dismissals/{id:[0-9]+}/undo", least: models.RoleReviewer, do: s.dismissalUndo},

		{name: "claim.add", method: post, path: "/articles/{id:[0-9]+}/claims", least: models.RoleReviewer, do: s.claimAdd},

		{name: "claims", method: get, path: "/claims", least: models.RoleViewer, do: s.claimList},
		{name: "claim", method: get, path: "/claims/{id:[0-9]+}", least: models.RoleViewer, do: s.claimShow},
		{name: "claim.decide", method: post, path: "/claims/{id:[0-9]+}/decisions", least: models.RoleReviewer, do: s.claimDecide},
		{name: "claim.undo", method: post, path: "/claims/{id:[0-9]+}/undo", least: models.RoleReviewer, do: s.claimUndo},
		{name: "claim.edit", method: get, path: "/claims/{id:[0-9]+}/edit", least: models.RoleReviewer, do: s.editShow},
		{name: "claim.pieces", method: get, path: "/claims/{id:[0-9]+}/split", least: models.RoleReviewer, do: s.splitShow},
		{name: "claim.split", method: post, path: "/claims/{id:[0-9]+}/split", least: models.RoleReviewer, do: s.claimSplit},
		{name: "claim.parts", method: get, path: "/claims/{id:[0-9]+}/merge", least: models.RoleReviewer, do: s.mergeShow},
		{name: "claim.merge", method: post, path: "/claims/{id:[0-9]+}/merge", least: models.RoleReviewer, do: s.claimMerge},
		{name: "claim.mend", method: post, path: "/claims/{id:[0-9]+}/edits", least: models.RoleReviewer, do: s.claimEdit},
		{name: "evidence.add", method: post, path: "/claims/{id:[0-9]+}/evidence", least: models.RoleReviewer, do: s.evidenceAdd},
		{name: "evidence.read", method: post, path: "/evidence/read", least: models.RoleReviewer, do: s.evidenceRead},
		{name: "evidence", method: get, path: "/evidence/{id:[0-9]+}", least: models.RoleReviewer, do: s.evidenceEdit},
		{name: "evidence.edit", method: post, path: "/evidence/{id:[0-9]+}", least: models.RoleReviewer, do: s.evidenceSave},
		{name: "evidence.withdraw", method: post, path: "/evidence/{id:[0-9]+}/withdraw", least: models.RoleReviewer, do: s.evidenceWithdraw},

		{name: "note.add", method: post, path: "/claims/{id:[0-9]+}/notes", least: models.RoleReviewer, do: s.noteAdd},
		{name: "note.withdraw", method: post, path: "/notes/{id:[0-9]+}/withdraw", least: models.RoleReviewer, do: s.noteWithdraw},
		{name: "tag.add", method: post, path: "/claims/{id:[0-9]+}/tags", least: models.RoleReviewer, do: s.tagAdd},
		{name: "tag.remove", method: post, path: "/claims/{id:[0-9]+}/tags/remove", least: models.RoleReviewer, do: s.tagRemove},
		{name: "mentions", method: get, path: "/mentions", least: models.RoleViewer, do: s.mentionList},
		{name: "mention.read", method: post, path: "/mentions/{id:[0-9]+}/read", least: models.RoleViewer, do: s.mentionRead},
		{name: "mention.read_all", method: post, path: "/mentions/read", least: models.RoleViewer, do: s.mentionReadAll},

		{name: "claim.mark", method: post, path: "/claims/{id:[0-9]+}/mark", least: models.RoleReviewer, do: s.claimMark},
		{name: "article.mark", method: post, path: "/articles/{id:[0-9]+}/marks", least: models.RoleReviewer, do: s.articleMark},
		{name: "bulk.preview", method: get, path: "/articles/{id:[0-9]+}/bulk", least: models.RoleReviewer, do: s.bulkShow},
		{name: "bulk.joined", method: get, path: "/figures/{id:[0-9]+}/bulk", least: models.RoleReviewer, do: s.bulkJoined},
		{name: "bulk.decide", method: post, path: "/bulks", least: models.RoleReviewer, do: s.bulkDecide},
		{name: "bulk", method: get, path: "/bulks/{id:[0-9]+}", least: models.RoleViewer, do: s.bulkStory},
		{name: "bulk.undo", method: post, path: "/bulks/{id:[0-9]+}/undo", least: models.RoleReviewer, do: s.bulkUndo},

		{name: "article.assign", method: post, path: "/articles/{id:[0-9]+}/assign", least: models.RoleReviewer, do: s.articleAssign},
		{name: "claim.assign", method: post, path: "/claims/{id:[0-9]+}/assign", least: models.RoleReviewer, do: s.claimAssign},
		{name: "review", method: get, path: "/review", least: models.RoleReviewer, do: s.reviewShow},
		{name: "review.beside", method: get, path: "/review/beside", least: models.RoleReviewer, do: s.reviewBeside},
		{name: "review.next", method: post, path: "/review/next", least: models.RoleReviewer, do: s.reviewNext},
		{name: "review.skip", method: post, path: "/review/skip", least: models.RoleReviewer, do: s.reviewSkip},
		{name: "review.lease", method: post, path: "/review/lease", least: models.RoleReviewer, do: s.reviewLease},

		{name: "live", method: get, path: "/live", least: models.RoleViewer, do: s.liveShow},

		{name: "export", method: get, path: "/export", least: models.RoleViewer, do: s.exportShow},
		{name: "export.csv.schema", method: get, path: "/export.csv-metadata.json", least: models.RoleViewer, do: s.exportSchema},
		{name: "exported", method: get, path: "/exports/{id:[0-9]+}", least: models.RoleViewer, do: s.exportedShow},
		{name: "exported.atom", method: get, path: "/exports/{id:[0-9]+}/withdrawn.atom", least: models.RoleViewer, do: s.exportedFeed},
		{name: "help.api", method: get, path: "/help/api", least: models.RoleViewer, do: s.apiHelp},
		{name: "help", method: get, path: "/help", least: models.RoleViewer, do: s.helpShow},
		{name: "account", method: get, path: "/account", least: models.RoleViewer, inPerson: true, do: s.accountShow},
		{name: "account.password", method: post, path: "/account", least: models.RoleViewer, inPerson: true, do: s.accountPassword},
		{name: "session.end", method: post, path: "/account/sessions/{id:[0-9]+}/end", least: models.RoleViewer, inPerson: true, do: s.sessionEnd},
		{name: "session.end_all", method: post, path: "/account/sessions/end", least: models.RoleViewer, inPerson: true, do: s.sessionEndAll},
		{name: "account.keys", method: post, path: "/account/keys", least: models.RoleViewer, inPerson: true, do: s.accountKeys},
		{name: "token.add", method: post, path: "/account/tokens", least: models.RoleViewer, inPerson: true, do: s.tokenAdd},
		{name: "token.revoke", method: post, path: "/account/tokens/{id:[0-9]+}/revoke", least: models.RoleViewer, inPerson: true, do: s.tokenRevoke},
		{name: "factor", method: get, path: "/account/second-factor", least: models.RoleViewer, inPerson: true, do: s.secondFactorShow},
		{name: "factor.begin", method: post, path: "/account/second-factor", least: models.RoleViewer, inPerson: true, do: s.secondFactorBegin},
		{name: "factor.confirm", method: post, path: "/account/second-factor/confirm", least: models.RoleViewer, inPerson: true, do: s.secondFactorConfirm},
		{name: "factor.codes", method: post, path: "/account/second-factor/codes", least: models.RoleViewer, inPerson: true, do: s.secondFactorCodes},
		{name: "factor.off", method: post, path: "/account/second-factor/off", least: models.RoleViewer, inPerson: true, do: s.secondFactorOff},

		{name: "jobs", method: get, path: "/jobs", least: models.RoleEditor, do: s.jobList},
		{name: "job.retry", method: post, path: "/jobs/{id:[0-9]+}/retry", least: models.RoleEditor, do: s.jobRetry},
		{name: "imports", method: get, path: "/imports", least: models.RoleReviewer, do: s.importList},
		{name: "import.add", method: post, path: "/imports", least: models.RoleReviewer, upload: true, do: s.importAdd},
		{name: "import", method: get, path: "/imports/{id:[0-9]+}", least: models.RoleReviewer, do: s.importShow},
		{name: "webhooks", method: get, path: "/webhooks", least: models.RoleAdmin, do: s.webhookList},
		{name: "webhook.add", method: post, path: "/webhooks", least: models.RoleAdmin, do: s.webhookAdd},
		{name: "webhook", method: get, path: "/webhooks/{id:[0-9]+}", least: models.RoleAdmin, do: s.webhookShow},
		{name: "webhook.set", method: post, path: "/webhooks/{id:[0-9]+}", least: models.RoleAdmin, do: s.webhookSet},
		{name: "webhook.resend", method: post, path: "/webhooks/deliveries/{id:[0-9]+}", least: models.RoleAdmin, do: s.webhookResend},
		{name: "feeds", method: get, path: "/feeds", least: models.RoleAdmin, do: s.feedList},
		{name: "opml", method: get, path: "/feeds.opml", least: models.RoleAdmin, do: s.feedExport},
		{name: "feed.add", method: post, path: "/feeds", least: models.RoleAdmin, upload: true, do: s.feedAdd},
		{name: "feed.set", method: post, path: "/feeds/{id:[0-9]+}", least: models.RoleAdmin, do: s.feedSet},
		{name: "activity", method: get, path: "/activity", least: models.RoleEditor, do: s.activityShow},
		{name: "agreement", method: get, path: "/activity/agreement", least: models.RoleEditor, do: s.agreementShow},

		{name: "policy", method: get, path: "/admin/policy", least: models.RoleAdmin, do: s.policyShow},
		{name: "policy.set", method: post, path: "/admin/policy", least: models.RoleAdmin, do: s.policySet},
		{name: "users", method: get, path: "/admin/users", least: models.RoleAdmin, do: s.userList},
		{name: "user.add", method: post, path: "/admin/users", least: models.RoleAdmin, do: s.userAdd},
		{name: "user.role", method: post, path: "/admin/users/{id:[0-9]+}/role", least: models.RoleAdmin, do: s.userRole},
		{name: "user.access", method: post, path: "/admin/users/{id:[0-9]+}/access", least: models.RoleAdmin, do: s.userAccess},
		{name: "user.password", method: post, path: "/admin/users/{id:[0-9]+}/password", least: models.RoleAdmin, do: s.userPassword},
		{name: "user.factor", method: post, path: "/admin/users/{id:[0-9]+}/second-factor", least: models.RoleAdmin, do: s.userSecondFactor},
		{name: "invitation.add", method: post, path: "/admin/invitations", least: models.RoleAdmin, do: s.invitationAdd},
		{name: "invitation.withdraw", method: post, path: "/admin/invitations/{id:[0-9]+}/withdraw", least: models.RoleAdmin, do: s.invitationWithdraw},
	})
}

// router mounts the table. HEAD goes where GET goes.
func (s *Server) router() *mux.Router {
	m := mux.NewRouter()
	for _, rt := range s.routes() {
		methods := []string{rt.method}
		if rt.method == http.MethodGet {
			methods = append(methods, http.MethodHead)
		}
		m.Path(rt.path).Methods(methods...).Name(rt.name).Handler(s.serve(rt))
	}
	m.NotFoundHandler = s.serve(route{do: func(http.ResponseWriter, *http.Request) error { return models.ErrNotFound }})
	m.MethodNotAllowedHandler = s.serve(route{do: func(w http.ResponseWriter, r *http.Request) error {
		w.Header().Set("Allow", strings.Join(allowed(m, r), ", "))
		return errMethod
	}})
	return m
}

// allowed are the methods that the path of r takes.
func allowed(m *mux.Router, r *http.Request) []string {
	var methods []string
	for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost} {
		other := *r
		other.Method = method
		var match mux.RouteMatch
		if m.Match(&other, &match) && match.MatchErr == nil {
			methods = append(methods, method)
		}
	}
	return methods
}

// handler wraps the router, the first named being the outermost.
func (s *Server) handler() http.Handler {
	return s.recovered(s.headers(s.realAddress(s.sameSite(handlers.CompressHandlerLevel(s.router(), gzip.BestSpeed)))))
}
