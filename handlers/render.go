package handlers

import (
	"bytes"
	"fmt"
	"html/template"
	"net/http"
	"strings"

	"tallymark/models"
)

// base is what every page has.
type base struct {
	Title   string
	User    *models.User // nil when nobody is signed in
	Top     top
	Notice  string
	Version string
}

// CanReview reports whether the visitor may add, decide and attach.
func (b base) CanReview() bool { return b.User != nil && b.User.Role.AtLeast(models.RoleReviewer) }

// KeysOn reports whether single keys work for the visitor.
func (b base) KeysOn() bool { return b.User != nil && !b.User.KeysOff }

// top is the bar above the page.
type top struct {
	Links       []navLink // what everybody works with
	Tools       []navLink // what the few look after, in the menu of the account
	Name, Email string
	Role        models.Role
	CanAdd      bool
	Unread      int // mentions that wait
}

type navLink struct {
	Path, Label string
	Key         string // the keys that lead there, "" for none
	Here        bool
}

// sections are the links of the bar and the role that sees each.
var sections = []struct {
	path, label string
	least       models.Role
	key         string
}{
	{"/dashboard", "Dashboard", models.RoleViewer, "g d"},
	{"/review", "Review", models.RoleReviewer, "g q"},
	{"/articles", "Articles", models.RoleViewer, "g a"},
	{"/claims", "Claims", models.RoleViewer, "g c"},
	{"/figures", "Figures", models.RoleViewer, "g f"},
	{"/export", "Export", models.RoleViewer, "g x"},
	{"/feeds", "Feeds", models.RoleAdmin, ""},
	{"/webhooks", "Webhooks", models.RoleAdmin, ""},
	{"/jobs", "Jobs", models.RoleEditor, ""},
	{"/activity", "Activity", models.RoleEditor, ""},
	{"/admin/users", "Users", models.RoleAdmin, ""},
	{"/admin/policy", "Policy", models.RoleAdmin, ""},
	{"/help", "Help", models.RoleViewer, ""},
}

func (s *Server) base(r *http.Request, title string) base {
	v := visitOf(r)
	b := base{Title: title, User: v.user, Notice: v.notice, Version: s.cfg.Version}
	if v.user != nil {
		b.Top = topOf(v.user, r.URL.Path)
		b.Top.Unread = s.unread(r)
	}
	return b
}

func topOf(u *models.User, path string) top {
	t := top{Name: u.Name, Email: u.Email, Role: u.Role, CanAdd: u.Role.AtLeast(models.RoleReviewer)}
	for _, sec := range sections {
		if u.Role.AtLeast(sec.least) {
			link := navLink{sec.path, sec.label, sec.key, path == sec.path || strings.HasPrefix(path, sec.path+"/")}
			if sec.least.AtLeast(models.RoleEditor) {
				t.Tools = append(t.Tools, link)
			} else {
				t.Links = append(t.Links, link)
			}
		}
	}
	return t
}

// render answers 200 with a page.
func (s *Server) render(w http.ResponseWriter, r *http.Request, name string, page any) error {
	return s.renderStatus(w, r, http.StatusOK, name, page)
}

// renderStatus makes the whole page before the first byte of it is sent, so
// that a fault in a template is an error page and not half a page.
func (s *Server) renderStatus(w http.ResponseWriter, r *http.Request, status int, name string, page any) error {
	t, ok := s.pages[name]
	if !ok {
		return fmt.Errorf("no template %q", name)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	return s.send(w, r, status, t, page)
}

// renderFile sends the part of a page that is a file by itself; its type is set.
func (s *Server) renderFile(w http.ResponseWriter, r *http.Request, name, part string, of any) error {
	t := s.pages[name].Lookup(part)
	if t == nil {
		return fmt.Errorf("no template %q in %q", part, name)
	}
	return s.send(w, r, http.StatusOK, t, of)
}

func (s *Server) send(w http.ResponseWriter, r *http.Request, status int, t *template.Template, page any) error {
	buf, ok := s.buffers.Get().(*bytes.Buffer)
	if !ok {
		buf = new(bytes.Buffer)
	}
	defer s.buffers.Put(buf)
	buf.Reset()
	if err := t.Execute(buf, page); err != nil {
		w.Header().Del("Content-Disposition") // the error is a page
		return fmt.Errorf("render %s: %w", t.Name(), err)
	}
	w.WriteHeader(status)
	if r.Method == http.MethodHead {
		return nil
	}
	if _, err := buf.WriteTo(w); err != nil {
		s.log.Debug("page not delivered", "page", t.Name(), "error", err)
	}
	return nil
}
