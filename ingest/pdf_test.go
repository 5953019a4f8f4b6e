package ingest

import (
	"bytes"
	"compress/flate"
	"compress/zlib"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tallymark/extract"
)

// pdfFiles read in all tests, since the reader of PDF files takes some seconds
// to prepare.
var pdfFiles = NewFiles(pdfCache())

// pdfCache is a folder that stays from one run of the tests to the next, as
// what the compiler of Go makes does.
func pdfCache() string {
	caches, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(caches, "tallymark-tests", "pdf")
}

// pdfFile is a PDF of pages, each given as what draws it. More objects follow
// the catalogue.
func pdfFile(trailer string, pages ...string) []byte {
	var out bytes.Buffer
	var at []int
	object := func(format string, args ...any) {
		at = append(at, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n"+format+"\nendobj\n", append([]any{len(at)}, args...)...)
	}
	out.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	var kids strings.Builder
	for i := range pages {
		fmt.Fprintf(&kids, "%d 0 R ", 5+2*i)
	}
	object("<< /Type /Catalog /Pages 2 0 R >>")
	object("<< /Type /Pages /Kids [%s] /Count %d >>", kids.String(), len(pages))
	object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
	object("<< /Title (Microsoft Word - ferry.doc) >>")
	for i, p := range pages {
		object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F 3 0 R >> >> /Contents %d 0 R >>", 6+2*i)
		filter := ""
		if strings.HasPrefix(p, "\x78") {
			filter = "/Filter /FlateDecode "
		}
		object("<< %s/Length %d >>\nstream\n%s\nendstream", filter, len(p), p)
	}
	start := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, o := range at {
		fmt.Fprintf(&out, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&out, "trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R %s>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, trailer, start)
	return out.Bytes()
}

// drawn draws lines, each as "size x y words".
func drawn(lines ...string) string {
	var b strings.Builder
	for _, l := range lines {
		var size, x, y float64
		fmt.Sscan(l, &size, &x, &y)
		words := strings.SplitN(l, " ", 4)[3]
		fmt.Fprintf(&b, "BT /F %g Tf %g %g Td (%s) Tj ET\n", size, x, y, strings.NewReplacer("(", `\(`, ")", `\)`).Replace(words))
	}
	return b.String()
}

func ferryPDF() []byte {
	return pdfFile("",
		drawn("9 72 760 Courier, page 1 of 2", "20 72 720 Ferry sinks off Port Meridon",
			"11 72 680 At least 41 people died when a ferry went down on Monday, the coastguard said in a", "11 72 666 statement, and 23 were taken to hospital. Police arrested 13 people, among them the cap-", "11 72 652 tain of the ship.",
			"11 72 630 The 13-", "11 72 616 year-old son of a passenger was found on a beach.",
			"11 72 590 - 440 rounds", "11 72 576 - 17 rifles", "11 72 562 5 boats", "11 72 548 Nobody was named",
			"11 72 522 The search went on through the whole night and was to be taken up again at the hour of"),
		drawn("9 72 760 Courier, page 2 of 2", "11 72 720 dawn by 6 boats.", "11 72 690 Nine more people died in hospital."))
}

func TestPDF(t *testing.T) {
	t.Parallel()
	r := newReader(t)
	for _, name := range []string{"a.pdf", "a", "renamed.txt"} {
		a, err := r.File(t.Context(), ferryPDF(), Input{Name: name, URL: "https://courier.example/ferry.pdf"})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		const want = "Ferry sinks off Port Meridon\n\nAt least 41 people died when a ferry went down on Monday, the coastguard said in a statement, and 23 were taken to hospital. Police arrested 13 people, among them the captain of the ship.\n\nThe 13-year-old son of a passenger was found on a beach.\n\n440 rounds\n\n17 rifles\n\n5 boats\n\nNobody was named\n\nThe search went on through the whole night and was to be taken up again at the hour of dawn by 6 boats.\n\nNine more people died in hospital."
		if a.Text != want || a.Title != "Ferry sinks off Port Meridon" || a.RawType != "application/pdf" {
			t.Errorf("%s: %s, title %q, text\n%s", name, a.RawType, a.Title, a.Text)
		}
		if turned := a.Blocks[slices.IndexFunc(a.Blocks, func(b extract.Block) bool { return b.Turn > 0 })]; !strings.HasPrefix(a.Text[turned.Start+turned.Turn:], "dawn by 6 boats.") || turned.Page != 1 {
			t.Errorf("%s: the page turns in %v", name, turned)
		}
		for words, at := range map[string]extract.Block{"440 rounds": {Role: extract.RoleList, Page: 1}, "The search": {Role: extract.RoleBody, Page: 1}, "Nine more": {Role: extract.RoleBody, Page: 2}} {
			start := strings.Index(a.Text, words)
			for _, b := range a.Blocks {
				if b.Start == start && (b.Role != at.Role || b.Page != at.Page) {
					t.Errorf("%s: %q is %s on page %d", name, words, b.Role, b.Page)
				}
			}
		}
	}
}

// What takes too much time or memory is ended, and the next file is read as if
// nothing had been.
func TestPDFBombs(t *testing.T) {
	t.Parallel()
	files := NewFiles(pdfFiles.cache)
	files.memory = 40 << 20
	defer files.shut()
	if _, err := files.Read(t.Context(), ferryPDF(), Input{}); err != nil { // which starts the reader
		t.Fatal(err)
	}
	for _, c := range []struct {
		says string
		time time.Duration
		page string
	}{
		{"took more than 50ms", 50 * time.Millisecond, packedPage(drawn("11 72 700 41 people died in the port."), 20_000)},
		{"of memory", time.Minute, emptyPage(64 << 20)},
	} {
		files.time = c.time
		began := time.Now()
		if _, err := files.Read(t.Context(), pdfFile("", c.page), Input{}); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%v after %v, want %q", err, time.Since(began), c.says)
		}
	}
	files.time = maxPDFTime
	if page, err := files.Read(t.Context(), ferryPDF(), Input{}); err != nil || page.Title == "" {
		t.Errorf("afterwards: %v", err)
	}
}

// emptyPage is a page that draws nothing with so many bytes.
func emptyPage(size int) string {
	const part = 1 << 20
	var packed, out bytes.Buffer
	w, _ := flate.NewWriter(&packed, flate.BestSpeed)
	w.Write(make([]byte, part))
	w.Flush() // to whole bytes, and it looks back at nothing before it
	out.WriteString("\x78\x01")
	for range size / part {
		out.Write(packed.Bytes())
	}
	out.WriteString("\x03\x00")                                                         // the last block, with nothing in it
	return string(binary.BigEndian.AppendUint32(out.Bytes(), uint32(size%65521)<<16|1)) // Adler-32 of zeros
}

func FuzzPDF(f *testing.F) {
	f.Add(ferryPDF())
	f.Add(pdfFile("", packedPage(drawn("11 72 700 41 died."), 3)))
	f.Fuzz(func(t *testing.T, raw []byte) {
		page, err := pdfFiles.Read(t.Context(), append([]byte("%PDF-1.7\n"), raw...), Input{})
		if err != nil {
			return
		}
		for _, b := range page.Blocks {
			if b.Start >= b.End || b.End > len(page.Text) || b.Page < 1 {
				t.Errorf("block %v in %d bytes", b, len(page.Text))
			}
		}
	})
}

// packedPage is a page that unpacks to so many times its drawing.
func packedPage(drawing string, times int) string {
	var out bytes.Buffer
	w := zlib.NewWriter(&out)
	for range times {
		w.Write([]byte(drawing))
	}
	w.Close()
	return out.String()
}

func TestPDFThatCannotBeRead(t *testing.T) {
	t.Parallel()
	good := ferryPDF()
	many := pdfFile("", make([]string, maxPDFPages+1)...)
	for _, c := range []struct {
		name string
		raw  []byte
		says string
	}{
		{"a scan", pdfFile("", "0 0 100 100 re f", "0 0 9 9 re f"), "no text in it"},
		{"a page of nothing", pdfFile("", strings.Repeat("[", 100_000)), "no text in it"},
		{"locked", pdfFile("/Encrypt << /Filter /Standard /V 1 /R 2 /O ("+strings.Repeat("o", 32)+") /U ("+strings.Repeat("u", 32)+") /P -4 >> /ID [(a) (a)] ", drawn("11 72 700 41 died.")), "locked with a password"},
		{"cut off", good[:40], "damaged"},
		{"no objects", []byte("%PDF-1.7\nnothing"), "damaged"},
		{"too many pages", many, "at most"},
		{"too large", append([]byte("%PDF-1.7\n"), make([]byte, MaxText)...), "larger than"},
	} {
		_, err := pdfFiles.Read(t.Context(), c.raw, Input{Name: "a.pdf"})
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %q", c.name, err, c.says)
		}
	}
	if page, err := pdfFiles.Read(t.Context(), good, Input{Name: "a.pdf"}); err != nil || page.Title == "" {
		t.Errorf("after the bad ones: %v", err)
	}
}

// Several people read at once; who stops waiting is let go; and a reader that
// nobody needs gives its memory back, and comes again.
func TestPDFForManyPeople(t *testing.T) {
	t.Parallel()
	files := NewFiles(pdfFiles.cache)
	defer files.shut()
	raw := ferryPDF()
	for range 2 {
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				if page, err := files.Read(t.Context(), raw, Input{}); err != nil || len(page.Blocks) == 0 {
					t.Errorf("%d blocks, %v", len(page.Blocks), err)
				}
			})
			all.Go(func() {
				gone, cancel := context.WithCancel(t.Context())
				cancel()
				if _, err := files.Read(gone, raw, Input{}); !errors.Is(err, context.Canceled) {
					t.Errorf("nobody waits: %v", err)
				}
			})
		}
		all.Wait()
		files.idle.Reset(0)
		for there := true; there; {
			files.turn <- struct{}{}
			there = files.pool != nil
			<-files.turn
			runtime.Gosched()
		}
	}
}
