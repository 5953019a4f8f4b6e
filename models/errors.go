package models

import (
	"errors"
	"fmt"
)

// What a store method may return. Test with errors.Is; the types with more to
// say are reached by errors.As.
var (
	ErrNotFound    = errors.New("not found")
	ErrForbidden   = errors.New("not allowed for this role")
	ErrInvalid     = errors.New("invalid")                                  // *InvalidError
	ErrConflict    = errors.New("changed by somebody else in the meantime") // *ConflictError
	ErrUndoBlocked = errors.New("somebody else has decided since")          // *UndoBlockedError
	ErrUnavailable = errors.New("the database cannot be written right now")
	ErrCredentials = errors.New("wrong e-mail address or password")
	ErrCode        = errors.New("wrong or used code")
	ErrForeign     = errors.New("is an SQLite database of another program")
	ErrEmpty       = errors.New("the database is empty: Tallymark has never used it")
	ErrTooNew      = errors.New("the database was made by a newer version of Tallymark")
)

// InvalidError says which field cannot be taken and why, for a person.
type InvalidError struct {
	Field   string
	Message string
}

func (e *InvalidError) Error() string { return e.Field + ": " + e.Message }

// Is makes every InvalidError an ErrInvalid.
func (e *InvalidError) Is(target error) bool { return target == ErrInvalid }

func invalid(field, format string, args ...any) error {
	return &InvalidError{field, fmt.Sprintf(format, args...)}
}

// ConflictError is a change made on an old revision. Claim is the claim as it
// stands now, with DecidedBy; Decisions are all of its decisions, oldest first.
type ConflictError struct {
	Claim     Claim
	Decisions []Decision
}

func (e *ConflictError) Error() string {
	return fmt.Sprintf("claim %d is at revision %d: %v", e.Claim.ID, e.Claim.Revision, ErrConflict)
}

// Is makes every ConflictError an ErrConflict.
func (e *ConflictError) Is(target error) bool { return target == ErrConflict }

// UndoBlockedError is an undo that would take back somebody else's verdict.
// Later is that verdict, with its User.
type UndoBlockedError struct {
	Later Decision
}

func (e *UndoBlockedError) Error() string { return ErrUndoBlocked.Error() }

// Is makes every UndoBlockedError an ErrUndoBlocked.
func (e *UndoBlockedError) Is(target error) bool { return target == ErrUndoBlocked }
