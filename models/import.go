package models

import (
	"context"
	"errors"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// Import is a file that holds many articles, sent from a browser.
type Import struct {
	ID        uint
	UserID    uint
	User      *User
	Name      string // as it was sent
	File      string // where it is kept until it is done, "" then
	Size      int64
	Outlet    string
	Lang      string
	Token     string
	CreatedAt time.Time

	ImportProgress
}

// TableName is the table of imports.
func (Import) TableName() string { return "imports" }

// ImportProgress is how far an import is.
type ImportProgress struct {
	OffsetDone           int64 // bytes of the file that are done
	Line                 int   // the last one that is done
	Added, Known, Failed int
	Worked               int64 // milliseconds
	EndedAt              *time.Time
	Problem              string // that ended it before its time
}

// ImportError is what was wrong with a line.
type ImportError struct {
	ImportID uint `gorm:"primaryKey;autoIncrement:false"`
	Line     int  `gorm:"primaryKey;autoIncrement:false"`
	Message  string
}

// TableName is the table of errors.
func (ImportError) TableName() string { return "import_errors" }

// mostErrors is how many errors of an import are kept.
const mostErrors = 1000

// Done is the share of the file that is done, in percent.
func (i Import) Done() int {
	if i.Size == 0 || i.EndedAt != nil && i.Problem == "" {
		return 100
	}
	return int(i.OffsetDone * 100 / i.Size)
}

// Rate is how many articles were read a second.
func (i Import) Rate() float64 {
	if i.Worked == 0 {
		return 0
	}
	return float64(i.Added+i.Known+i.Failed) * 1000 / float64(i.Worked)
}

// Left is how long the rest takes if it goes on like this, 0 if that cannot be
// said.
func (i Import) Left() time.Duration {
	if i.OffsetDone == 0 || i.EndedAt != nil {
		return 0
	}
	left := float64(i.Worked) * float64(i.Size-i.OffsetDone) / float64(i.OffsetDone)
	return (time.Duration(left) * time.Millisecond).Round(time.Second)
}

// NewImport is a file that is in its place already.
type NewImport struct {
	Name, File   string
	Size         int64
	Outlet, Lang string
	Token        string
}

// AddImport adds an import, which begins at once. A form sent twice is one
// import: the second time created is false, and its file is not needed.
func (s *Store) AddImport(ctx context.Context, a Actor, n NewImport) (i Import, created bool, err error) {
	if err := a.mustBe(RoleReviewer); err != nil {
		return i, false, err
	}
	if err := errors.Join(checkToken(n.Token), limited("outlet", n.Outlet, longestName)); err != nil {
		return i, false, err
	}
	err = s.change(ctx, func(tx *gorm.DB) error {
		i, err = from[Import](tx).Where("user_id = ? AND token = ?", a.UserID, n.Token).Take(ctx)
		if !errors.Is(err, gorm.ErrRecordNotFound) {
			return err
		}
		i = Import{
			UserID: a.UserID, Name: within(n.Name, longestName), File: n.File, Size: n.Size,
			Outlet: cleanLine(n.Outlet), Lang: cleanLine(n.Lang), Token: n.Token, CreatedAt: s.now(),
		}
		if err := from[Import](tx).Omit("User").Create(ctx, &i); err != nil {
			return err
		}
		created = true
		if err := s.queue.add(ctx, tx, TaskImport, i.ID); err != nil {
			return err
		}
		return s.record(ctx, tx, a, "import.add", ids{"import": i.ID}, nil, map[string]any{"name": i.Name, "size": i.Size, "outlet": i.Outlet})
	})
	return i, created, wrap(err, "add import")
}

// Imports returns the newest imports.
func (s *Store) Imports(ctx context.Context, a Actor) ([]Import, error) {
	if err := a.may(RoleReviewer); err != nil {
		return nil, err
	}
	list, err := from[Import](s.read).Preload("User").Order("id DESC").Limit(shownJobs).Find(ctx)
	return list, wrap(err, "imports")
}

// Import returns an import and what was wrong with its lines.
func (s *Store) Import(ctx context.Context, a Actor, id uint) (i Import, wrong []ImportError, err error) {
	if err := a.may(RoleReviewer); err != nil {
		return i, nil, err
	}
	err = s.snapshot(ctx, func(tx *gorm.DB) (err error) {
		if i, err = from[Import](tx).Preload("User").Where("id = ?", id).Take(ctx); err != nil {
			return err
		}
		wrong, err = from[ImportError](tx).Where("import_id = ?", id).Order("line").Limit(mostErrors).Find(ctx)
		return err
	})
	return i, wrong, wrap(err, "import %d", id)
}

// SaveImport notes how far an import is, with what was wrong with lines since
// the last time.
func (s *Store) SaveImport(ctx context.Context, id uint, p ImportProgress, wrong []ImportError) error {
	err := s.change(ctx, func(tx *gorm.DB) error {
		file := ""
		if p.EndedAt != nil {
			file = ", file = ''" // it is removed
		}
		err := tx.Exec("UPDATE imports SET offset_done = ?, line = ?, added = ?, known = ?, failed = ?, worked = ?, ended_at = ?, problem = ?"+file+" WHERE id = ?",
			p.OffsetDone, p.Line, p.Added, p.Known, p.Failed, p.Worked, storedOrNil(p.EndedAt), within(p.Problem, longestTitle), id).Error
		if err != nil || len(wrong) == 0 {
			return err
		}
		n, err := from[ImportError](tx).Where("import_id = ?", id).Count(ctx)
		if err != nil {
			return err
		}
		wrong = wrong[:max(0, min(len(wrong), mostErrors-int(n)))]
		for i := range wrong {
			wrong[i].ImportID = id
			wrong[i].Message = firstBytes(strings.ToValidUTF8(cleanLine(wrong[i].Message), "�"), longestTitle)
		}
		if len(wrong) == 0 {
			return nil
		}
		return from[ImportError](tx, clause.OnConflict{DoNothing: true}).CreateInBatches(ctx, &wrong, claimBatch)
	})
	return wrap(err, "note how far import %d is", id)
}
