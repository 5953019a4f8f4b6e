package models

import "slices"

// Role is what a person may do; each role may do what those before it may.
type Role string

// The roles, lowest first.
const (
	RoleViewer   Role = "viewer"   // read all, export
	RoleReviewer Role = "reviewer" // add articles, decide, attach evidence
	RoleEditor   Role = "editor"   // read the audit log, override
	RoleAdmin    Role = "admin"    // users and policy
)

// Roles lists the roles, lowest first.
var Roles = []Role{RoleViewer, RoleReviewer, RoleEditor, RoleAdmin}

// Valid reports whether r is one of [Roles].
func (r Role) Valid() bool { return slices.Contains(Roles, r) }

// AtLeast reports whether r may do what other may. An unknown role may nothing.
func (r Role) AtLeast(other Role) bool {
	return r.Valid() && other.Valid() && slices.Index(Roles, r) >= slices.Index(Roles, other)
}

// Label is the role as people read it.
func (r Role) Label() string {
	switch r {
	case RoleViewer:
		return "Viewer"
	case RoleReviewer:
		return "Reviewer"
	case RoleEditor:
		return "Editor"
	case RoleAdmin:
		return "Admin"
	}
	return string(r)
}

// Actor is who a store method acts for: a signed-in person, or the system,
// which is the local command line. The system may do everything but judge:
// decisions and evidence carry a person's name.
type Actor struct {
	UserID  uint
	Name    string
	Role    Role
	System  bool
	TokenID uint // the API token that the person's program used, 0 in person
}

// SystemActor acts for the local command line when no person is named.
var SystemActor = Actor{Name: "system", System: true}

// may returns ErrForbidden unless the actor has the role or is the system.
func (a Actor) may(role Role) error {
	if a.System {
		return nil
	}
	return a.mustBe(role)
}

// mustBe returns ErrForbidden unless the actor is a person with the role.
func (a Actor) mustBe(role Role) error {
	if a.System || a.UserID == 0 || !a.Role.AtLeast(role) {
		return ErrForbidden
	}
	return nil
}

// inPerson returns ErrForbidden unless the actor is a person who signed in: no
// token may change the account it belongs to, or make further tokens.
func (a Actor) inPerson() error {
	if a.TokenID != 0 {
		return ErrForbidden
	}
	return a.mustBe(RoleViewer)
}

// userID is the actor's user, nil for the system.
func (a Actor) userID() *uint {
	if a.System || a.UserID == 0 {
		return nil
	}
	id := a.UserID
	return &id
}
