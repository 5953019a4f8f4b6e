package models

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// Delivery is one thing that a webhook is told.
type Delivery struct {
	ID        uint
	WebhookID uint
	Webhook   *Webhook
	Seq       uint // of the audit log
	Event     string
	Data      JSON // a [Happening]
	CreatedAt time.Time
	TriedAt   *time.Time // the last time
	DoneAt    *time.Time
	Tries     int
	Status    int    // of the last answer
	Problem   string // of the last try
}

// TableName is the table of deliveries.
func (Delivery) TableName() string { return "webhook_deliveries" }

// Words say what it tells.
func (d *Delivery) Words() string { return eventWords(d.Event) }

// Message is the name of what is told: the same at every try, so that who gets
// it twice knows.
func (d *Delivery) Message() string { return fmt.Sprintf("msg_%d_%d", d.WebhookID, d.ID) }

// Happening is what happened: which objects to ask for, never how they stand,
// since that may have changed by the time that somebody is told.
type Happening struct {
	Seq       uint      `json:"seq"` // of the change, for changed_since
	At        time.Time `json:"at"`
	By        string    `json:"by"`
	ArticleID uint      `json:"article_id,omitempty"`
	Title     string    `json:"title,omitempty"`
	ClaimIDs  []uint    `json:"claim_ids,omitempty"`
	FigureIDs []uint    `json:"figure_ids,omitempty"`
}

// deliveriesKept is for how long the log of deliveries is kept.
const deliveriesKept = 30 * 24 * time.Hour

// hookRow is a row of the audit log as webhooks need it.
type hookRow struct {
	Happening
	event string
}

// QueueDeliveries makes deliveries of what has happened since webhooks were
// told the last time. A change is a delivery once, whoever calls and how often.
func (s *Store) QueueDeliveries(ctx context.Context) error {
	for more := true; more; {
		behind, err := one[int](s.read.WithContext(ctx), "SELECT COUNT(*) FROM webhooks WHERE NOT off AND seq < (SELECT seq FROM audit_head WHERE id = 1)")
		if err != nil || behind == 0 {
			return wrap(err, "look for webhooks to tell")
		}
		err = s.change(ctx, func(tx *gorm.DB) (err error) {
			more, err = s.queueDeliveries(ctx, tx)
			return err
		})
		if err != nil {
			return wrap(err, "queue deliveries")
		}
	}
	return nil
}

func (s *Store) queueDeliveries(ctx context.Context, tx *gorm.DB) (more bool, err error) {
	hooks, err := from[Webhook](tx, clause.Locking{Strength: "UPDATE"}).Where("NOT off").Order("id").Find(ctx)
	if err != nil || len(hooks) == 0 {
		return false, err
	}
	since := slices.MinFunc(hooks, func(a, b Webhook) int { return int(a.Seq) - int(b.Seq) }).Seq
	rows, end, err := happenings(ctx, tx, since)
	if err != nil || end == since {
		return false, err
	}
	var fresh []Delivery
	for i := range hooks {
		for j := range rows {
			if r := &rows[j]; r.Seq > hooks[i].Seq && hooks[i].Wants(r.event) {
				data, err := json.Marshal(r.Happening)
				if err != nil {
					return false, err
				}
				fresh = append(fresh, Delivery{WebhookID: hooks[i].ID, Seq: r.Seq, Event: r.event, Data: data, CreatedAt: s.now()})
			}
		}
	}
	if err := tx.WithContext(ctx).Exec("UPDATE webhooks SET seq = ? WHERE NOT off AND seq < ?", end, end).Error; err != nil || len(fresh) == 0 {
		return true, err
	}
	if err := from[Delivery](tx).CreateInBatches(ctx, &fresh, claimBatch); err != nil {
		return false, err
	}
	made := make([]uint, len(fresh))
	for i := range fresh {
		made[i] = fresh[i].ID
	}
	return true, s.queue.add(ctx, tx, TaskTell, made...)
}

// happenings are what webhooks can be told of the changes after number since,
// and up to which number was read.
func happenings(ctx context.Context, tx *gorm.DB, since uint) (list []hookRow, end uint, err error) {
	rows, err := tx.WithContext(ctx).Raw("SELECT seq, at, actor, command, ids FROM audit WHERE seq > ? ORDER BY seq LIMIT ?", since, feedBatch).Rows()
	if err != nil {
		return nil, since, err
	}
	defer rows.Close()
	end = since
	for rows.Next() {
		var h Happening
		var command string
		var touched JSON
		if err := rows.Scan(&h.Seq, &h.At, &h.By, &command, &touched); err != nil {
			return nil, since, err
		}
		told, err := h.events(command, touched)
		if err != nil {
			return nil, since, err
		}
		list, end = append(list, told...), h.Seq
	}
	if err := rows.Err(); err != nil {
		return nil, since, err
	}
	return list, end, titled(ctx, tx, list)
}

// events are what a command was, for who is told.
func (h Happening) events(command string, touched JSON) ([]hookRow, error) {
	var on struct {
		Article uint   `json:"article"`
		Claim   uint   `json:"claim"`
		Claims  []uint `json:"claims"`
		Stale   []uint `json:"stale"`
		Figures []uint `json:"figures"`
	}
	var event string
	switch command {
	case "article.add":
		event = "article.added"
	case "article.finding", "figure.conflict":
		event = command
	case "claim.decide", "claim.undo", "claim.decide_all", "claim.undo_all":
		event = "claim.decided"
	case "article.version", "article.reread":
		event = "claim.stale"
	default:
		return nil, nil
	}
	if err := json.Unmarshal(touched, &on); err != nil {
		return nil, fmt.Errorf("audit row %d: %w", h.Seq, err)
	}
	h.At = h.At.UTC()
	h.ArticleID, h.ClaimIDs, h.FigureIDs = on.Article, on.Claims, on.Figures
	if on.Claim != 0 {
		h.ClaimIDs = append(h.ClaimIDs, on.Claim)
	}
	if event == "claim.stale" {
		if h.ClaimIDs = on.Stale; len(on.Stale) == 0 {
			return nil, nil
		}
	}
	return []hookRow{{h, event}}, nil
}

func titled(ctx context.Context, tx *gorm.DB, list []hookRow) error {
	var wanted []uint
	for i := range list {
		if list[i].ArticleID != 0 {
			wanted = append(wanted, list[i].ArticleID)
		}
	}
	if len(wanted) == 0 {
		return nil
	}
	titles, err := namesOf(tx.WithContext(ctx), "SELECT id, title FROM articles WHERE id IN ?", wanted)
	for i := range list {
		list[i].Title = titles[list[i].ArticleID]
	}
	return err
}

// Delivery returns a delivery with its webhook, secret and all, to who sends it.
func (s *Store) Delivery(ctx context.Context, id uint) (Delivery, error) {
	d, err := from[Delivery](s.read).Preload("Webhook").Where("id = ?", id).Take(ctx)
	return d, wrap(err, "delivery %d", id)
}

// Sending is what came of a try.
type Sending struct {
	Status  int    // of the answer, 0 for none
	Problem string // why it did not arrive, "" if it did
	Final   bool   // another try would not mend it
}

// Delivered notes what came of a try. A webhook that takes nothing for days, or
// whose server says that it is gone, is given up.
func (s *Store) Delivered(ctx context.Context, id uint, got Sending) error {
	err := s.change(ctx, func(tx *gorm.DB) error {
		d, err := from[Delivery](tx).Where("id = ?", id).Take(ctx)
		if err != nil {
			return err
		}
		h, err := from[Webhook](tx, clause.Locking{Strength: "UPDATE"}).Where("id = ?", d.WebhookID).Take(ctx)
		if err != nil {
			return err
		}
		now := s.now()
		var done *time.Time
		if got.Problem == "" {
			done = &now
		}
		err = tx.WithContext(ctx).Exec("UPDATE webhook_deliveries SET tried_at = ?, done_at = ?, tries = tries + 1, status = ?, problem = ? WHERE id = ?",
			now, done, got.Status, within(got.Problem, longestTitle), id).Error
		if err != nil || h.Off {
			return err
		}
		return s.noteHealth(ctx, tx, h, got, now)
	})
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil // removed meanwhile
	}
	return wrap(err, "note delivery %d", id)
}

func (s *Store) noteHealth(ctx context.Context, tx *gorm.DB, h Webhook, got Sending, now time.Time) error {
	since := h.FailingSince
	switch {
	case got.Problem == "" && since == nil:
		return nil
	case got.Problem == "":
		return tx.WithContext(ctx).Exec("UPDATE webhooks SET failing_since = NULL WHERE id = ?", h.ID).Error
	case got.Status == http.StatusGone:
		return s.switchWebhook(ctx, tx, SystemActor, h, true, "Its server says that nobody is there any more (410).")
	case since == nil:
		return tx.WithContext(ctx).Exec("UPDATE webhooks SET failing_since = ? WHERE id = ?", now, h.ID).Error
	case now.Sub(*since) < giveUpAfter:
		return nil
	}
	reason := fmt.Sprintf("Nothing has arrived since %s. The last time: %s", since.UTC().Format("2 January 2006"), strings.TrimSpace(got.Problem))
	return s.switchWebhook(ctx, tx, SystemActor, h, true, within(reason, longestTitle))
}

// Resend has a delivery sent again, at once, whatever came of it, and returns
// its webhook.
func (s *Store) Resend(ctx context.Context, a Actor, id uint) (hook uint, err error) {
	if err := a.may(RoleAdmin); err != nil {
		return 0, err
	}
	err = s.change(ctx, func(tx *gorm.DB) error {
		d, err := from[Delivery](tx).Preload("Webhook").Where("id = ?", id).Take(ctx)
		if err != nil {
			return err
		}
		if d.Webhook.Off {
			return invalid("do", "the webhook is switched off: switch it on, then send again")
		}
		hook = d.WebhookID
		if err := tx.WithContext(ctx).Exec("UPDATE webhook_deliveries SET done_at = NULL WHERE id = ?", id).Error; err != nil {
			return err
		}
		if err := s.queue.add(ctx, tx, TaskTell, id); err != nil {
			return err
		}
		if err := s.queue.hurry(ctx, tx, TaskTell, id); err != nil {
			return err
		}
		return s.record(ctx, tx, a, "webhook.resend", ids{"delivery": id}, nil, map[string]any{"webhook": d.WebhookID, "event": d.Event})
	})
	return hook, wrap(err, "send delivery %d again", id)
}

// forgetDeliveries removes what is old from the log.
func (s *Store) forgetDeliveries(ctx context.Context) error {
	err := s.change(ctx, func(tx *gorm.DB) error {
		return tx.WithContext(ctx).Exec("DELETE FROM webhook_deliveries WHERE created_at < ?", s.now().Add(-deliveriesKept)).Error
	})
	return wrap(err, "forget old deliveries")
}
