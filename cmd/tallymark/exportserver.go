package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"tallymark/export"
)

// fromServer has a server write the export, which notes it there too.
func (x *exportCommand) fromServer(c *console) error {
	if x.BaseURL != "" {
		return usageError("--base-url is for the local database: a server knows its address")
	}
	s, err := x.open(c)
	if err != nil {
		return err
	}
	if err := x.mayWrite(c); err != nil {
		return err
	}
	sum, size := sha256.New(), int64(0)
	err = x.write(c, func(w io.Writer) (err error) {
		size, err = s.download(x.address(), io.MultiWriter(w, sum))
		return err
	})
	if err != nil {
		return err
	}
	c.log.Info("exported", "server", s.where, "bytes", size, "sha256", fmt.Sprintf("%x", sum.Sum(nil)))
	return nil
}

// address is where the server has the export.
func (x *exportCommand) address() string {
	format, _ := export.FormatNamed(x.Format)
	q := url.Values{"preset": {x.Preset}, "columns": {x.Columns}, "bom": {"0"}}
	if x.BOM {
		q.Set("bom", "1")
	}
	if x.Stale {
		q.Set("stale", "true")
	}
	for name, value := range map[string]string{"outlet": x.Outlet, "kind": x.Kind} {
		if value != "" {
			q.Set(name, value)
		}
	}
	return "/export." + format.Ending + "?" + q.Encode()
}

// download writes a file of the server. One that breaks off is an error: the
// server lets no half of a file pass for a whole one.
func (s *source) download(address string, w io.Writer) (int64, error) {
	req, err := http.NewRequestWithContext(s.ctx, http.MethodGet, s.base+address, http.NoBody)
	if err != nil {
		return 0, err
	}
	s.sign(req)
	client := *s.client
	client.Timeout = 0 // it takes as long as it takes
	res, err := client.Do(req)
	if err != nil {
		return 0, unusable(fmt.Errorf("%s does not answer: %w", s.where, errors.Unwrap(err)))
	}
	defer res.Body.Close()
	switch {
	case res.StatusCode == http.StatusUnauthorized:
		return 0, unusable(errors.New("the token does not work: make a new one on the page of your account"))
	case res.StatusCode == http.StatusForbidden:
		return 0, errors.New("the token does not allow this")
	case res.StatusCode != http.StatusOK:
		return 0, s.refused(res, nil)
	}
	n, err := io.Copy(w, res.Body)
	if err != nil {
		return n, unusable(fmt.Errorf("the export of %s broke off after %d bytes: %w", s.where, n, err))
	}
	return n, nil
}
