package handlers

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"tallymark/models"
)

// tagsPart are the tags of a claim, with the form for one more.
type tagsPart struct {
	ClaimID      uint
	From         string
	Names        []tagLink
	CanEdit      bool
	Typed, Error string
}

// tagLink is a tag that leads to the claims that have it.
type tagLink struct{ Name, Path string }

func newTagsPart(c *models.Claim, h hand) tagsPart {
	p := tagsPart{ClaimID: c.ID, From: h.from, CanEdit: h.mayReview()}
	for _, name := range c.TagNames() {
		p.Names = append(p.Names, tagLink{name, withQuery("/claims", url.Values{"tag": {name}})})
	}
	return p
}

type tagInput struct {
	Tag  string `schema:"tag"`
	From string `schema:"from"`
}

// tagAdd serves POST /claims/{id}/tags.
func (s *Server) tagAdd(w http.ResponseWriter, r *http.Request) error {
	return s.tagChange(w, r, s.store.AddTag)
}

// tagRemove serves POST /claims/{id}/tags/remove.
func (s *Server) tagRemove(w http.ResponseWriter, r *http.Request) error {
	return s.tagChange(w, r, s.store.RemoveTag)
}

func (s *Server) tagChange(w http.ResponseWriter, r *http.Request, change func(context.Context, models.Actor, uint, string) error) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	var in tagInput
	if err := decode(r.PostForm, &in); err != nil {
		return err
	}
	err = change(r.Context(), actorOf(r), id, in.Tag)
	var invalid *models.InvalidError
	if errors.As(err, &invalid) {
		message := sentence(invalid.Message)
		return s.claimAgain(w, r, in.From, id, []field{{Target: fmt.Sprintf("tag-%d", id), Error: message}}, func(_ *notesPart, tags *tagsPart) {
			tags.Typed, tags.Error = in.Tag, message
		})
	}
	if err != nil {
		return err
	}
	return redirect(w, r, besideClaim(in.From, id, "tags"))
}

// tagOptions are the tags to filter by.
func (s *Server) tagOptions(r *http.Request) ([]option, error) {
	names, err := s.store.Tags(r.Context(), actorOf(r))
	if err != nil {
		return nil, err
	}
	out := []option{{"", "With any tags or none"}}
	for _, name := range names {
		out = append(out, option{name, name})
	}
	return out, nil
}
