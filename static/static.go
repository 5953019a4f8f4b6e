// Package static holds the style sheet, the script and the icons, and serves
// them under names that carry a hash of their content.
package static

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"
)

//go:embed app.css app.js keys.js live.js favicon.svg
var files embed.FS

// Assets are the embedded files by the name they are served under.
type Assets struct {
	hashed map[string]string // app.css → app.0123456789ab.css
	body   map[string][]byte // app.0123456789ab.css → content
}

// New hashes every embedded file.
func New() (*Assets, error) {
	a := &Assets{hashed: map[string]string{}, body: map[string][]byte{}}
	names, err := fs.Glob(files, "*")
	if err != nil {
		return nil, fmt.Errorf("list assets: %w", err)
	}
	for _, name := range names {
		content, err := files.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("read asset %s: %w", name, err)
		}
		served := hashedName(name, content)
		a.hashed[name], a.body[served] = served, content
	}
	return a, nil
}

func hashedName(name string, content []byte) string {
	sum := sha256.Sum256(content)
	ext := path.Ext(name)
	return strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:6]) + ext
}

// Path is the address of the file that the source calls name. It panics on a
// name that was not embedded: that is a slip in a template.
func (a *Assets) Path(name string) string {
	served, ok := a.hashed[name]
	if !ok {
		panic("static: no asset " + name)
	}
	return "/static/" + served
}

// Open serves the file with a hashed name and reports whether there is one.
// The content behind a hashed name never changes, so it may be kept for ever.
func (a *Assets) Open(w http.ResponseWriter, r *http.Request, served string) bool {
	content, ok := a.body[served]
	if !ok {
		return false
	}
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	http.ServeContent(w, r, served, time.Time{}, bytes.NewReader(content))
	return true
}
