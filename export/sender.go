package export

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
)

// sender gathers rows, sends them on in pieces, and hashes what it sends.
type sender struct {
	out    io.Writer
	hash   hash.Hash
	buffer []byte
	rows   int
	err    error
}

// flushAt is how much is gathered before it is sent.
const flushAt = 32 << 10

func newSender(w io.Writer) sender { return sender{out: w, hash: sha256.New()} }

func (x *sender) endRow() {
	x.rows++
	if len(x.buffer) >= flushAt {
		x.flush()
	}
}

func (x *sender) flush() {
	if x.err != nil || len(x.buffer) == 0 {
		return
	}
	x.hash.Write(x.buffer)
	if _, err := x.out.Write(x.buffer); err != nil {
		x.err = fmt.Errorf("write the export: %w", err)
	}
	x.buffer = x.buffer[:0]
}

// Close sends what is left. It does not close the writer below.
func (x *sender) Close() error {
	x.flush()
	return x.err
}

// Rows is the number of rows written, without a header.
func (x *sender) Rows() int { return x.rows }

// Sum is the SHA-256 of what was sent, in hexadecimal; right after Close.
func (x *sender) Sum() string { return hex.EncodeToString(x.hash.Sum(nil)) }
