package models

import "time"

// User is a person with an account.
type User struct {
	ID           uint
	Email        string // lower case
	Name         string
	Role         Role
	PasswordHash string
	DisabledAt   *time.Time
	SessionEpoch int // a session begun under a lower epoch is over
	CreatedAt    time.Time
}

// Actor acts for the user.
func (u User) Actor() Actor { return Actor{UserID: u.ID, Name: u.Name, Role: u.Role} }

// NewUser is an account to be made. Name "" is the part before the @.
type NewUser struct {
	Email    string
	Name     string
	Password string
	Role     Role
}
