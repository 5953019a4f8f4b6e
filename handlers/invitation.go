package handlers

import (
	"errors"
	"net/http"
	"net/url"
	"time"

	"tallymark/models"
)

// invitationRow is an invitation that nobody has taken up yet.
type invitationRow struct {
	ID      uint
	Email   string
	Role    models.Role
	By      string
	Expires time.Time
	RunOut  bool
}

// invitedLink is an invitation that was just made, with its link.
type invitedLink struct {
	Email, URL string
	Expires    time.Time
}

type inviteInput struct {
	Email string `schema:"email"`
	Role  string `schema:"role"`
}

func (in inviteInput) fields() []field {
	return []field{
		{Name: "email", Target: "invite-email", Label: "E-mail", Value: in.Email, Type: "email", Complete: "off", Required: true},
		{Name: "role", Target: "invite-role", Label: "Role", Value: in.Role, Options: roleOptions()},
	}
}

func (s *Server) invitationRows(open []models.Invitation) []invitationRow {
	rows := make([]invitationRow, len(open))
	for i, x := range open {
		rows[i] = invitationRow{ID: x.ID, Email: x.Email, Role: x.Role, By: "the command line", Expires: x.ExpiresAt, RunOut: !x.ExpiresAt.After(s.now())}
		if x.InvitedBy != nil {
			rows[i].By = x.InvitedBy.Name
		}
	}
	return rows
}

// invitationAdd serves POST /admin/invitations. The link is in the answer and
// nowhere else: the store has only its hash.
func (s *Server) invitationAdd(w http.ResponseWriter, r *http.Request) error {
	var in inviteInput
	if err := decode(r.PostForm, &in); err != nil {
		return err
	}
	i, secret, err := s.store.Invite(r.Context(), actorOf(r), in.Email, models.Role(in.Role))
	if fields := in.fields(); blame(fields, err) {
		return s.showUsers(w, r, http.StatusUnprocessableEntity, func(p *usersPage) { p.Invite, p.Wrong = fields, wrong(fields) })
	}
	if err != nil {
		return err
	}
	link := invitedLink{i.Email, s.cfg.BaseURL + "/invitation?token=" + url.QueryEscape(secret), i.ExpiresAt}
	return s.showUsers(w, r, http.StatusCreated, func(p *usersPage) { p.Invited = &link })
}

// invitationWithdraw serves POST /admin/invitations/{id}/withdraw.
func (s *Server) invitationWithdraw(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	if err := s.store.WithdrawInvitation(r.Context(), actorOf(r), id); err != nil {
		return err
	}
	return s.redirectWith(w, r, "/admin/users", "The invitation is withdrawn; its link no longer works.")
}

// invitationPage is where an invited person makes the account.
type invitationPage struct {
	base
	Token  string
	Email  string
	Role   models.Role
	Fields []field
	Wrong  []field
}

type acceptInput struct {
	Token    string `schema:"token"`
	Name     string `schema:"name"`
	Password string `schema:"password"`
}

func (in acceptInput) fields() []field {
	return []field{
		{Name: "name", Label: "Your name", Value: in.Name, Complete: "name", Hint: "Stands beside your decisions.", Required: true},
		{Name: "password", Label: "Password", Type: "password", Complete: "new-password", Hint: passwordHint, Required: true},
	}
}

// invitationShow serves GET /invitation?token=.
func (s *Server) invitationShow(w http.ResponseWriter, r *http.Request) error {
	in := acceptInput{Token: r.URL.Query().Get("token")}
	return s.showInvitation(w, r, http.StatusOK, in, in.fields())
}

func (s *Server) showInvitation(w http.ResponseWriter, r *http.Request, status int, in acceptInput, fields []field) error {
	i, err := s.store.InvitationBySecret(r.Context(), in.Token)
	if err != nil {
		return invited(err)
	}
	return s.renderStatus(w, r, status, "invitation", invitationPage{
		base: s.base(r, "Invitation"), Token: in.Token, Email: i.Email, Role: i.Role, Fields: fields, Wrong: wrong(fields),
	})
}

// invitationAccept serves POST /invitation: it makes the account and signs it
// in.
func (s *Server) invitationAccept(w http.ResponseWriter, r *http.Request) error {
	var in acceptInput
	if err := decode(r.PostForm, &in); err != nil {
		return err
	}
	u, err := s.store.AcceptInvitation(r.Context(), in.Token, in.Name, in.Password)
	if fields := in.fields(); blame(fields, err) {
		return s.showInvitation(w, r, http.StatusUnprocessableEntity, in, fields)
	}
	if err != nil {
		return invited(err)
	}
	if err := s.signIn(w, r, u); err != nil {
		return err
	}
	return redirect(w, r, "/articles")
}

// invited says of a link that opens nothing why that may be.
func invited(err error) error {
	if errors.Is(err, models.ErrNotFound) {
		return errInvited
	}
	return err
}
