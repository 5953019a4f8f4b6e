package ingest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/klippa-app/go-pdfium"
	pdferrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/responses"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// Limits of PDF files. A page is a small part of a file, and what it draws can
// be many times its size.
const (
	maxPDFPages  = 1_000
	maxPDFText   = 2_000_000 // characters
	maxPDFMemory = 256 << 20 // bytes, of which the reader itself takes some
	maxPDFTime   = maxTime
	idlePDF      = time.Minute // until the reader of PDF files gives its memory back
)

// Files reads files of every format. It is safe for concurrent use.
type Files struct {
	cache  string        // folder that keeps what takes long to prepare; "" for none
	turn   chan struct{} // one PDF at a time, which bounds the memory
	time   time.Duration // that reading a PDF may take
	memory uint32        // that it may take, in bytes

	mu   sync.Mutex // guards the rest
	pool pdfium.Pool
	stop context.CancelFunc // ends whatever the pool does
	idle *time.Timer
}

// NewFiles makes a Files that keeps in a folder of its own, made with the first
// PDF, what the reader of PDF files is made of; without one, each program that
// reads a PDF works some seconds to make it.
func NewFiles(cache string) *Files {
	return &Files{cache: cache, turn: make(chan struct{}, 1), time: maxPDFTime, memory: maxPDFMemory}
}

// readPDF reads the text of a PDF (.pdf) with its pages. The file is opened by
// a reader that runs in a sandbox: it sees no files and no network, and its
// memory and its time are bounded.
func readPDF(ctx context.Context, raw []byte, in Input) (Page, error) {
	if len(raw) > MaxText {
		return Page{}, refuse("", "the PDF is larger than %d MB: split it, or paste its text", MaxText>>20)
	}
	sheets, title, err := in.files.sheets(ctx, raw)
	if err != nil {
		return Page{}, err
	}
	page := pageOf(sheets)
	if !visible(page.Text) {
		return Page{}, refuse("", "this PDF has no text in it, only pictures of pages, as scanners make them: have a program recognise the text (OCR) and save it again, or type what matters")
	}
	page.Title = firstOf(page.Title, documentTitle(title))
	page.Published = printedDay(page)
	page.media = mediaPDF
	return page, nil
}

const mediaPDF = "application/pdf"

// isPDF goes by how a file begins: servers call a PDF many things.
func isPDF(raw []byte) bool { return bytes.HasPrefix(beginning(raw), []byte("%PDF-")) }

// sheets are the characters of each page, and the title that the file gives.
func (f *Files) sheets(ctx context.Context, raw []byte) (sheets [][]*responses.GetPageTextStructuredChar, title string, err error) {
	select {
	case f.turn <- struct{}{}:
		defer func() { <-f.turn }()
	case <-ctx.Done():
		return nil, "", ctx.Err()
	}
	pool, stop, err := f.start()
	if err != nil {
		return nil, "", err
	}
	limited, cancel := context.WithTimeout(ctx, f.time)
	defer cancel()
	release := context.AfterFunc(limited, stop)
	defer func() {
		wild := recover() // the reader was ended in the middle of its work, or ended itself
		late := !release()
		switch {
		case ctx.Err() != nil:
			sheets, err = nil, ctx.Err()
		case late:
			sheets, err = nil, refuse("", "reading the PDF took more than %v: split it, or paste its text", f.time)
		case wild != nil:
			sheets, err = nil, errPDFMemory
		}
		if late || wild != nil {
			f.shut()
			return
		}
		f.rest()
	}()
	d, err := open(limited, pool, raw)
	if err != nil {
		return nil, "", err
	}
	defer d.close()
	title = d.title()
	sheets, err = d.sheets()
	return sheets, title, err
}

// start prepares the reader, if it is not there.
func (f *Files) start() (pdfium.Pool, context.CancelFunc, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.idle != nil {
		f.idle.Stop()
	}
	if f.pool != nil {
		return f.pool, f.stop, nil
	}
	pool, stop, err := newPool(f.cache, f.memory)
	if err != nil && f.cache != "" { // a folder that is full, or not ours to write in, costs time only
		pool, stop, err = newPool("", f.memory)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("start the reader of PDF files: %w", err)
	}
	f.pool, f.stop = pool, stop
	return pool, stop, nil
}

// newPool makes the sandbox with the reader in it, and what ends everything
// that it does.
func newPool(folder string, memory uint32) (pdfium.Pool, context.CancelFunc, error) {
	config := wazero.NewRuntimeConfig().WithMemoryLimitPages(memory >> 16).WithCloseOnContextDone(true).
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling)
	if folder != "" {
		cache, err := wazero.NewCompilationCacheWithDir(folder)
		if err != nil {
			return nil, nil, err
		}
		config = config.WithCompilationCache(cache)
	}
	ctx, stop := context.WithCancel(experimental.WithCompilationWorkers(context.Background(), runtime.GOMAXPROCS(0)))
	pool, err := webassembly.Init(webassembly.Config{
		Context: ctx, RuntimeConfig: config, MaxIdle: 1, MaxTotal: 1,
		FSConfig: wazero.NewFSConfig(), // or it would see the whole disk
		Stdout:   io.Discard, Stderr: io.Discard,
	})
	if err != nil {
		stop()
		return nil, nil, err
	}
	return pool, stop, nil
}

// rest lets the reader go when nobody has needed it for a while.
func (f *Files) rest() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.idle = time.AfterFunc(idlePDF, func() {
		select {
		case f.turn <- struct{}{}:
			f.shut()
			<-f.turn
		default: // somebody reads
		}
	})
}

// shut gives the memory of the reader back.
func (f *Files) shut() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.pool == nil {
		return
	}
	f.stop()
	f.pool.Close()
	f.pool, f.stop = nil, nil
}

// document is a PDF that is open in the sandbox.
type document struct {
	pdfium.Pdfium
	is references.FPDF_DOCUMENT
}

func open(ctx context.Context, pool pdfium.Pool, raw []byte) (*document, error) {
	reader, err := pool.GetInstanceWithContext(ctx)
	if err != nil {
		return nil, fmt.Errorf("start the reader of PDF files: %w", err)
	}
	opened, err := reader.OpenDocument(&requests.OpenDocument{File: &raw})
	if err == nil {
		return &document{reader, opened.Document}, nil
	}
	reader.Close()
	if errors.Is(err, pdferrors.ErrPassword) || errors.Is(err, pdferrors.ErrSecurity) {
		return nil, refuse("", "this PDF is locked with a password: open it and save a copy without one, or paste its text")
	}
	return nil, whyUnread(err)
}

var (
	errPDF       = refuse("", "this PDF is damaged or not whole: get it again, or paste its text")
	errPDFMemory = refuse("", "reading the PDF needs more than %d MB of memory: split it, or paste its text", maxPDFMemory>>20)
)

// whyUnread tells a file that is damaged from one that the reader had to stop
// at, which it does when its memory is full.
func whyUnread(err error) error {
	if strings.Contains(err.Error(), "wasm error") {
		return errPDFMemory
	}
	return errPDF
}

func (d *document) close() {
	d.FPDF_CloseDocument(&requests.FPDF_CloseDocument{Document: d.is})
	d.Close()
}

// title is what the file says of itself.
func (d *document) title() string {
	said, err := d.FPDF_GetMetaText(&requests.FPDF_GetMetaText{Document: d.is, Tag: "Title"})
	if err != nil {
		return ""
	}
	return said.Value
}

func (d *document) sheets() ([][]*responses.GetPageTextStructuredChar, error) {
	pages, err := d.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: d.is})
	if err != nil {
		return nil, whyUnread(err)
	}
	if pages.PageCount > maxPDFPages {
		return nil, refuse("", "the PDF has %d pages, and at most %d can be read: split it, or paste its text", pages.PageCount, maxPDFPages)
	}
	var all [][]*responses.GetPageTextStructuredChar
	for i, count := 0, 0; i < pages.PageCount; i++ {
		sheet, err := d.GetPageTextStructured(&requests.GetPageTextStructured{
			Page: requests.Page{ByIndex: &requests.PageByIndex{Document: d.is, Index: i}}, Mode: requests.GetPageTextStructuredModeChars,
		})
		if err != nil {
			return nil, whyUnread(err)
		}
		if count += len(sheet.Chars); count > maxPDFText {
			return nil, refuse("", "the PDF has more than %d characters: split it, or paste its text", maxPDFText)
		}
		all = append(all, sheet.Chars)
	}
	return all, nil
}
