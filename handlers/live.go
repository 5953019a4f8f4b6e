package handlers

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"

	"tallymark/models"
)

const (
	streamLife  = 15 * time.Minute // then the browser asks anew, and is looked at anew
	streamBeat  = 20 * time.Second // so that nobody between takes the line for dead
	streamWrite = 10 * time.Second
	mostStreams = 30 // of one person
	streamQueue = 64 // changes that a slow reader may be behind
	feedRetry   = 2 * time.Second
)

// live hands the feed of changes to the open pages. One goroutine follows the
// database, however many pages listen, and only while one does.
type live struct {
	store  *models.Store
	failed func(error)

	mu        sync.Mutex
	listeners map[*listener]bool
	stop      context.CancelFunc // ends the following; nil when nobody listens
}

// listener is one open page.
type listener struct {
	user    uint
	article uint // 0 hears of every article
	changes chan models.Change
}

func newLive(store *models.Store, failed func(error)) *live {
	return &live{store: store, failed: failed, listeners: map[*listener]bool{}}
}

// join adds a listener, unless the person has too many. What happens from now
// on is told.
func (l *live) join(ctx context.Context, user, article uint) (*listener, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	theirs := 0
	for one := range l.listeners {
		if one.user == user {
			theirs++
		}
	}
	if theirs >= mostStreams {
		return nil, false
	}
	n := &listener{user: user, article: article, changes: make(chan models.Change, streamQueue)}
	l.listeners[n] = true
	if l.stop == nil {
		since, err := l.store.FeedEnd(ctx)
		ctx, stop := context.WithCancel(context.Background())
		l.stop = stop
		go l.follow(ctx, since, err)
	}
	return n, true
}

// leave takes a listener off; with the last one the following ends.
func (l *live) leave(n *listener) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.listeners, n)
	if len(l.listeners) == 0 && l.stop != nil {
		l.stop()
		l.stop = nil
	}
}

// follow hands on what comes until nobody listens. A database that does not
// answer is asked again: pages miss nothing that a reload would not show.
func (l *live) follow(ctx context.Context, since uint, err error) {
	for ctx.Err() == nil {
		if err == nil {
			err = l.store.Follow(ctx, since, func(changes []models.Change) {
				since = changes[len(changes)-1].Seq
				l.tell(changes)
			})
		}
		if ctx.Err() != nil {
			return
		}
		l.failed(err)
		select {
		case <-time.After(feedRetry):
		case <-ctx.Done():
			return
		}
		if since == 0 {
			since, err = l.store.FeedEnd(ctx)
		} else {
			err = nil
		}
	}
}

// tell hands changes to those they concern. Who does not keep up misses some.
func (l *live) tell(changes []models.Change) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for n := range l.listeners {
		for _, c := range changes {
			if !n.concerns(&c) {
				continue
			}
			select {
			case n.changes <- c:
			default:
			}
		}
	}
}

func (n *listener) concerns(c *models.Change) bool {
	return len(c.ArticleIDs) > 0 && (n.article == 0 || slices.Contains(c.ArticleIDs, n.article))
}

// changeEvent is what a page hears: what was touched and by whom, not how it
// was decided. The page asks for that itself, with the rights of its reader.
type changeEvent struct {
	Article uint   `json:"article"`
	Claims  []uint `json:"claims"`
	By      string `json:"by"`
	Own     bool   `json:"own"` // by the reader themself
}

// sendEvent tells a page of a change. A browser that lost the line names the
// number of the last one it has.
func sendEvent(send func(string) error, c *models.Change, me uint) error {
	event, err := json.Marshal(changeEvent{c.ArticleID, c.ClaimIDs, c.Actor, c.ActorID == me})
	if err != nil {
		return err
	}
	return send(fmt.Sprintf("id: %d\nevent: change\ndata: %s\n\n", c.Seq, event))
}

// missed is what a page did not hear of since it was made, or since it lost the
// line: one event for all, where that is long ago.
func (s *Server) missed(ctx context.Context, n *listener, since uint) ([]models.Change, error) {
	changes, more, err := s.store.Changes(ctx, since)
	if err != nil || len(changes) == 0 {
		return nil, err
	}
	if more {
		return []models.Change{{Seq: changes[len(changes)-1].Seq, ArticleID: n.article}}, nil
	}
	return slices.DeleteFunc(changes, func(c models.Change) bool { return !n.concerns(&c) }), nil
}

// heardTo is the number of the last change that a page knows of, 0 if it does
// not say.
func heardTo(r *http.Request, since uint) uint {
	if last, err := strconv.ParseUint(r.Header.Get("Last-Event-ID"), 10, 63); err == nil {
		return uint(last)
	}
	return since
}

// liveShow serves GET /live: the changes of one article, or of all, as
// server-sent events, until the page is closed.
func (s *Server) liveShow(w http.ResponseWriter, r *http.Request) error {
	var q struct {
		Article uint `schema:"article"`
		Since   uint `schema:"since"`
	}
	if err := decode(r.URL.Query(), &q); err != nil {
		return err
	}
	me := actorOf(r).UserID
	n, ok := s.live.join(r.Context(), me, q.Article)
	if !ok {
		return errStreams
	}
	defer s.live.leave(n)
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("X-Accel-Buffering", "no")
	if r.Method == http.MethodHead {
		return nil
	}
	if err := s.stream(w, r, n, heardTo(r, q.Since)); err != nil {
		s.log.Debug("stream ended", "error", err)
	}
	return nil
}

var errStreams = errors.New("too many live pages")

// stream writes events until the page goes, the program ends, or it is time
// for the browser to ask anew.
func (s *Server) stream(w http.ResponseWriter, r *http.Request, n *listener, since uint) error {
	line := http.NewResponseController(w)
	send := func(text string) error {
		if err := line.SetWriteDeadline(time.Now().Add(streamWrite)); err != nil {
			return err
		}
		if _, err := fmt.Fprint(w, text); err != nil {
			return err
		}
		return line.Flush()
	}
	if err := send("retry: " + strconv.Itoa(int(feedRetry.Milliseconds())) + "\n\n"); err != nil {
		return err
	}
	if since > 0 {
		missed, err := s.missed(r.Context(), n, since)
		if err != nil {
			return err
		}
		for i := range missed {
			if err := sendEvent(send, &missed[i], n.user); err != nil {
				return err
			}
		}
	}
	end, beat := time.NewTimer(streamLife), time.NewTicker(streamBeat)
	defer end.Stop()
	defer beat.Stop()
	for {
		text := ": still here\n\n"
		select {
		case c := <-n.changes:
			if err := sendEvent(send, &c, n.user); err != nil {
				return err
			}
			continue
		case <-beat.C:
		case <-end.C:
			return nil
		case <-s.cfg.Stopping:
			return nil
		case <-r.Context().Done():
			return r.Context().Err()
		}
		if err := send(text); err != nil {
			return err
		}
	}
}
