package handlers

import (
	"errors"
	"net/http"
	"strings"

	"tallymark/models"
)

// usersPage manages the accounts.
type usersPage struct {
	base
	Rows        []userRow
	Fields      []field
	Wrong       []field
	Problem     string
	Invite      []field
	Invitations []invitationRow
	Invited     *invitedLink // said once, when it has just been made
}

// Roles are the roles to choose from.
func (p usersPage) Roles() []models.Role { return models.Roles }

type userRow struct {
	ID          uint
	Name, Email string
	Role        models.Role
	Disabled    bool
	Factor      bool // signs in with a second factor
	Self        bool
}

type userInput struct {
	Name     string `schema:"name"`
	Email    string `schema:"email"`
	Password string `schema:"password"`
	Role     string `schema:"role"`
}

func (in userInput) fields() []field {
	return []field{
		{Name: "name", Label: "Name", Value: in.Name, Complete: "off", Required: true},
		{Name: "email", Label: "E-mail", Value: in.Email, Type: "email", Complete: "off", Required: true},
		{Name: "role", Label: "Role", Value: in.Role, Options: roleOptions()},
		{Name: "password", Label: "First password", Type: "password", Complete: "new-password", Hint: passwordHint, Required: true},
	}
}

func roleOptions() []option {
	var roles []option
	for _, role := range models.Roles {
		roles = append(roles, option{string(role), role.Label()})
	}
	return roles
}

// userList serves GET /admin/users.
func (s *Server) userList(w http.ResponseWriter, r *http.Request) error {
	return s.showUsers(w, r, http.StatusOK, func(*usersPage) {})
}

// showUsers renders the page after edit has put in what one form has to say.
func (s *Server) showUsers(w http.ResponseWriter, r *http.Request, status int, edit func(*usersPage)) error {
	users, err := s.store.Users(r.Context(), actorOf(r))
	if err != nil {
		return err
	}
	open, err := s.store.Invitations(r.Context(), actorOf(r))
	if err != nil {
		return err
	}
	page := usersPage{
		base: s.base(r, "Users"), Fields: userInput{Role: string(models.RoleReviewer)}.fields(),
		Invite: inviteInput{Role: string(models.RoleReviewer)}.fields(), Invitations: s.invitationRows(open),
	}
	for _, u := range users {
		page.Rows = append(page.Rows, userRow{
			ID: u.ID, Name: u.Name, Email: u.Email, Role: u.Role,
			Disabled: u.DisabledAt != nil, Factor: u.SecondFactorAt != nil, Self: u.ID == actorOf(r).UserID,
		})
	}
	edit(&page)
	return s.renderStatus(w, r, status, "users", page)
}

// userAdd serves POST /admin/users.
func (s *Server) userAdd(w http.ResponseWriter, r *http.Request) error {
	var in userInput
	if err := decode(r.PostForm, &in); err != nil {
		return err
	}
	u, err := s.store.CreateUser(r.Context(), actorOf(r), models.NewUser{
		Email: in.Email, Name: in.Name, Password: in.Password, Role: models.Role(in.Role),
	})
	if fields := in.fields(); blame(fields, err) {
		return s.showUsers(w, r, http.StatusUnprocessableEntity, func(p *usersPage) { p.Fields, p.Wrong = fields, wrong(fields) })
	}
	if err != nil {
		return err
	}
	return s.redirectWith(w, r, "/admin/users", u.Name+" can sign in now.")
}

// userRole serves POST /admin/users/{id}/role.
func (s *Server) userRole(w http.ResponseWriter, r *http.Request) error {
	return s.changeUser(w, r, "The role is changed.", func(id uint) error {
		return s.store.SetRole(r.Context(), actorOf(r), id, models.Role(r.PostForm.Get("role")))
	})
}

// userAccess serves POST /admin/users/{id}/access: disable or let in again.
func (s *Server) userAccess(w http.ResponseWriter, r *http.Request) error {
	asked := r.PostForm.Get("disabled")
	if asked != "true" && asked != "false" {
		return &models.InvalidError{Field: "disabled", Message: "the form does not say whether to disable the account or to let it in; use the buttons on the page of users"}
	}
	notice := "The account can sign in again."
	if asked == "true" {
		notice = "The account is disabled and signed out everywhere."
	}
	return s.changeUser(w, r, notice, func(id uint) error {
		return s.store.SetDisabled(r.Context(), actorOf(r), id, asked == "true")
	})
}

// userPassword serves POST /admin/users/{id}/password. The account can sign in
// with it at once, however often the old one was guessed wrong.
func (s *Server) userPassword(w http.ResponseWriter, r *http.Request) error {
	return s.changeUser(w, r, "The password is set, and the account is signed out everywhere.", func(id uint) error {
		if err := s.store.SetPassword(r.Context(), actorOf(r), id, r.PostForm.Get("password")); err != nil {
			return err
		}
		u, err := s.store.User(r.Context(), id)
		if err != nil {
			return err
		}
		s.limits.forget(u.Email)
		return nil
	})
}

// changeUser runs one change of one account. What the store finds wrong is
// said above the list.
func (s *Server) changeUser(w http.ResponseWriter, r *http.Request, notice string, change func(id uint) error) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	err = change(id)
	var invalid *models.InvalidError
	if errors.As(err, &invalid) {
		return s.showUsers(w, r, http.StatusUnprocessableEntity, func(p *usersPage) { p.Problem = sentence(strings.TrimSpace(invalid.Message)) })
	}
	if err != nil {
		return err
	}
	return s.redirectWith(w, r, "/admin/users", notice)
}
