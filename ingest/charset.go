package ingest

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/wlynxg/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
)

// sniffed is how much of a text without any label is looked at to find its
// character set.
const sniffed = 64 << 10

// decode turns the bytes of a page or text into UTF-8: by byte-order mark,
// by the header's content type, by the page's meta tag, and else by what the
// bytes look like. Bytes that mean nothing become U+FFFD.
func decode(raw []byte, contentType string) string {
	e := encodingOf(raw, contentType)
	if e == nil {
		return strings.ToValidUTF8(string(bytes.TrimPrefix(raw, []byte("\ufeff"))), "\ufffd")
	}
	text, err := e.NewDecoder().Bytes(raw)
	if err != nil {
		return strings.ToValidUTF8(string(raw), "\ufffd")
	}
	return strings.TrimPrefix(string(text), "\ufeff")
}

// encodingOf returns nil for UTF-8.
func encodingOf(raw []byte, contentType string) encoding.Encoding {
	e, name, certain := charset.DetermineEncoding(raw, contentType)
	if certain && name != "utf-8" {
		return e
	}
	if certain && bytes.HasPrefix(raw, []byte("\xef\xbb\xbf")) {
		return nil
	}
	if utf8.Valid(raw) {
		return nil
	}
	if certain && mostlyUTF8(raw) {
		return nil
	}
	return guess(raw)
}

// mostlyUTF8 says whether a text labelled UTF-8 is that but for a few spoilt
// bytes, which are no reason to read all of it as something else.
func mostlyUTF8(raw []byte) bool {
	good, bad := 0, 0
	for len(raw) > 0 {
		r, size := utf8.DecodeRune(raw)
		switch {
		case r == utf8.RuneError && size == 1:
			bad++
		case r >= utf8.RuneSelf:
			good++
		}
		raw = raw[size:]
	}
	return good > bad
}

func guess(raw []byte) encoding.Encoding {
	found := chardet.Detect(raw[:min(len(raw), sniffed)])
	if found.Confidence > 0.5 {
		if e, name := charset.Lookup(found.Encoding); e != nil && name != "utf-8" {
			return e
		}
	}
	if mostlyUTF8(raw) {
		return nil
	}
	return charmap.Windows1252
}
