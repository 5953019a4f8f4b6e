package handlers

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"tallymark/models"
)

// APINote is what somebody said about a claim.
type APINote struct {
	ID          uint       `json:"note_id"`
	ClaimID     uint       `json:"claim_id"`
	Text        string     `json:"text"`
	WrittenBy   string     `json:"written_by"`
	WrittenAt   time.Time  `json:"written_at"`
	WithdrawnAt *time.Time `json:"withdrawn_at"`
}

func noteOf(n *models.Note) APINote {
	out := APINote{ID: n.ID, ClaimID: n.ClaimID, Text: n.Text, WrittenAt: n.CreatedAt, WithdrawnAt: n.WithdrawnAt}
	if n.User != nil {
		out.WrittenBy = n.User.Name
	}
	return out
}

// notes adds the operations on notes.
func (a *api) notes() {
	operate(a, models.RoleReviewer, huma.Operation{
		OperationID: "note-add", Method: http.MethodPost, Path: "/claims/{id}/notes", Tags: []string{"Notes and tags"},
		Summary: "Write a note on a claim", Description: "Whom it mentions as @name is told.",
		DefaultStatus: http.StatusCreated, Errors: []int{http.StatusNotFound, http.StatusUnprocessableEntity},
	}, a.addNote)
	operate(a, models.RoleReviewer, huma.Operation{
		OperationID: "note-withdraw", Method: http.MethodPost, Path: "/notes/{id}/withdraw", Tags: []string{"Notes and tags"},
		Summary: "Withdraw a note of your own", Description: "It stays on record.",
		Errors: []int{http.StatusNotFound, http.StatusUnprocessableEntity},
	}, a.withdrawNote)
}

type apiNoteInput struct {
	ID uint `path:"id" doc:"Number of the claim."`
	APIOnce
	Body struct {
		Text string `json:"text" minLength:"1" maxLength:"5000"`
	}
}

type apiNoteOutput struct {
	Body struct {
		APINote
		Told    []string `json:"told" nullable:"false" doc:"Names of those who are told of it now: a note that is sent once more tells nobody again."`
		Unknown []string `json:"unknown" nullable:"false" doc:"Words of it that look like a mention and name nobody."`
	}
}

func (a *api) addNote(ctx context.Context, in *apiNoteInput) (*apiNoteOutput, error) {
	n, err := a.store.AddNote(ctx, actorIn(ctx), models.NewNote{ClaimID: in.ID, Text: in.Body.Text, Token: in.token()})
	if err != nil {
		return nil, err
	}
	return a.noteNow(ctx, n)
}

// noteNow is a note with the name of its author, who is the one that acts.
func (a *api) noteNow(ctx context.Context, n models.Note) (*apiNoteOutput, error) {
	out := new(apiNoteOutput)
	out.Body.APINote, out.Body.Told, out.Body.Unknown = noteOf(&n), []string{}, listed(n.Unknown)
	out.Body.WrittenBy = actorIn(ctx).Name
	for _, u := range n.Told {
		out.Body.Told = append(out.Body.Told, u.Name)
	}
	return out, nil
}

type apiNoteWithdrawInput struct {
	ID uint `path:"id" doc:"Number of the note."`
}

func (a *api) withdrawNote(ctx context.Context, in *apiNoteWithdrawInput) (*apiNoteOutput, error) {
	n, err := a.store.WithdrawNote(ctx, actorIn(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	return a.noteNow(ctx, n)
}
