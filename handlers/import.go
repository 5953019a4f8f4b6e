package handlers

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"tallymark/models"
)

// maxImport bounds a file that holds many articles, in bytes.
const maxImport = 2 << 30

// importEndings are those of the files that are taken: what they hold follows
// from them.
var importEndings = []string{".jsonl", ".ndjson", ".csv", ".txt", ".warc", ".warc.gz"}

// importsPage is the files that were sent, and the form that sends one.
type importsPage struct {
	base
	Since   uint
	Token   string
	Fields  []field
	Wrong   []field
	Imports []importRow
}

// importRow is an import as it is shown.
type importRow struct{ models.Import }

// State is how it stands, in words.
func (i importRow) State() string {
	switch {
	case i.Problem != "":
		return "Ended: " + i.Problem
	case i.EndedAt != nil:
		return "Done"
	case i.Line == 0:
		return "Waits for its turn"
	}
	return "Under way"
}

// Speed is its rate and the time it still takes, as far as they are known.
func (i importRow) Speed() string {
	if i.Rate() == 0 {
		return ""
	}
	said := fmt.Sprintf("%.0f a second", i.Rate())
	if i.Rate() < 10 {
		said = fmt.Sprintf("%.1f a second", i.Rate())
	}
	if left := i.Left(); left > 0 {
		said += ", about " + left.String() + " left"
	}
	return said
}

// Tally is what became of its articles so far.
func (i importRow) Tally() string {
	return fmt.Sprintf("%s added, %s there already, %s failed", plain(float64(i.Added)), plain(float64(i.Known)), plain(float64(i.Failed)))
}

// importPage is one import, with what was wrong with its lines.
type importPage struct {
	base
	Since uint
	importRow
	Errors []models.ImportError
}

// More is how many errors are not listed.
func (p importPage) More() int { return p.Failed - len(p.Errors) }

// importList serves GET /imports.
func (s *Server) importList(w http.ResponseWriter, r *http.Request) error {
	page, err := s.importsPage(r, sentImport{})
	if err != nil {
		return err
	}
	return s.render(w, r, "imports", page)
}

func (s *Server) importsPage(r *http.Request, in sentImport) (importsPage, error) {
	since, err := s.store.FeedEnd(r.Context())
	if err != nil {
		return importsPage{}, err
	}
	list, err := s.store.Imports(r.Context(), actorOf(r))
	p := importsPage{base: s.base(r, "Imports"), Since: since, Token: rand.Text()}
	for _, i := range list {
		p.Imports = append(p.Imports, importRow{i})
	}
	p.Fields = []field{
		{Name: "outlet", Label: "Outlet", Value: in.outlet, Hint: "Who published what says nothing of it."},
		{Name: "lang", Label: "Language", Value: in.lang, Options: languages},
		{Name: "file", Label: "File", Type: "file", Accept: strings.Join(append(slices.Clone(importEndings), ".gz"), ","), Wide: true, Hint: "JSON Lines (.jsonl), a table (.csv), a list of addresses, one a line (.txt), or a web archive (.warc, .warc.gz); up to 2 GB."},
	}
	return p, err
}

// importShow serves GET /imports/{id}.
func (s *Server) importShow(w http.ResponseWriter, r *http.Request) error {
	id, err := pathID(r)
	if err != nil {
		return err
	}
	since, err := s.store.FeedEnd(r.Context())
	if err != nil {
		return err
	}
	i, wrong, err := s.store.Import(r.Context(), actorOf(r), id)
	if err != nil {
		return err
	}
	return s.render(w, r, "import", importPage{s.base(r, "Import of "+i.Name), since, importRow{i}, wrong})
}

// sentImport is a form with a file, which is in its place already.
type sentImport struct {
	token, outlet, lang string
	name, file          string
	size                int64
}

// importAdd serves POST /imports.
func (s *Server) importAdd(w http.ResponseWriter, r *http.Request) error {
	in, err := s.readImport(w, r)
	added := false
	defer func() {
		if in.file != "" && !added {
			os.Remove(filepath.Join(s.cfg.Uploads, in.file)) // nobody waits for it
		}
	}()
	if err == nil {
		var i models.Import
		i, added, err = s.store.AddImport(r.Context(), actorOf(r), models.NewImport{
			Name: in.name, File: in.file, Size: in.size, Outlet: in.outlet, Lang: in.lang, Token: in.token,
		})
		if err == nil {
			return redirect(w, r, fmt.Sprintf("/imports/%d", i.ID))
		}
	}
	invalid, ok := errors.AsType[*models.InvalidError](err)
	if !ok {
		return err
	}
	in.outlet, in.lang = cleanedText(in.outlet), cleanedText(in.lang)
	page, err := s.importsPage(r, in)
	if err != nil {
		return err
	}
	blame(page.Fields, invalid)
	page.Wrong = wrong(page.Fields)
	return s.renderStatus(w, r, http.StatusUnprocessableEntity, "imports", page)
}

var errNoImport = &models.InvalidError{Field: "file", Message: "there is no file: choose one that is not empty"}

// readImport reads the form part by part, the file straight to its place.
func (s *Server) readImport(w http.ResponseWriter, r *http.Request) (in sentImport, err error) {
	// A large file may take longer than other requests.
	if err := http.NewResponseController(w).SetReadDeadline(time.Time{}); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return in, err
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxImport+1<<20)
	parts, err := r.MultipartReader()
	if err != nil {
		return in, errNoImport
	}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			if in.file == "" {
				return in, errNoImport
			}
			return in, nil
		}
		if err != nil {
			return in, brokenForm(err)
		}
		if err := s.takeImport(&in, part); err != nil {
			return in, err
		}
	}
}

func (s *Server) takeImport(in *sentImport, part *multipart.Part) error {
	if part.FormName() == "file" {
		return s.keepImport(in, part)
	}
	value, err := io.ReadAll(io.LimitReader(part, maxLine))
	if err != nil {
		return brokenForm(err)
	}
	if !isText(string(value)) {
		return fmt.Errorf("%w: field %s", errNotText, part.FormName())
	}
	switch part.FormName() {
	case "token":
		in.token = string(value)
	case "outlet":
		in.outlet = string(value)
	case "lang":
		in.lang = string(value)
	}
	return nil
}

// importEnding is the ending of a name that says what a file holds, "" if none does.
func importEnding(name string) string {
	name = strings.ToLower(name)
	for _, ending := range importEndings {
		if strings.HasSuffix(name, ending) {
			return ending
		}
	}
	return ""
}

// keepImport writes the file to the folder of uploads. It is on disk before
// anybody is told so.
func (s *Server) keepImport(in *sentImport, part *multipart.Part) error {
	ending := importEnding(part.FileName())
	if part.FileName() == "" || in.file != "" {
		return nil
	}
	if ending == "" {
		return &models.InvalidError{Field: "file", Message: "the name of the file does not say what it holds: it has to end in .jsonl, .csv, .warc, .warc.gz, or, for a list of addresses, .txt"}
	}
	if err := os.MkdirAll(s.cfg.Uploads, 0o700); err != nil {
		return fmt.Errorf("make the folder of uploads: %w", err)
	}
	in.name, in.file = cleanedText(filepath.Base(part.FileName())), rand.Text()+ending
	f, err := os.OpenFile(filepath.Join(s.cfg.Uploads, in.file), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("keep the upload: %w", err)
	}
	in.size, err = io.Copy(f, part)
	if err != nil {
		f.Close()
		return importTooLarge(err)
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("keep the upload: %w", err)
	}
	if in.size == 0 {
		return errNoImport
	}
	return nil
}

func importTooLarge(err error) error {
	if broken := brokenForm(err); errors.Is(broken, errFileTooLarge) {
		return &models.InvalidError{Field: "file", Message: "the file is larger than 2 GB: send it in parts, or use tallymark import where it is"}
	}
	return fmt.Errorf("keep the upload: %w", err)
}
