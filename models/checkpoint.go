package models

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
	"gorm.io/gorm"
)

// signerName stands in every checkpoint and in its key.
const signerName = "tallymark-audit"

// Checkpoint returns the state of the audit log, its length and the hash of
// the tree over all rows, as a signed note. Kept elsewhere, it notices later
// what the chain alone cannot: that the whole log was written anew.
func (s *Store) Checkpoint(ctx context.Context) ([]byte, error) {
	var text []byte
	err := s.change(ctx, func(tx *gorm.DB) (err error) {
		text, err = checkpoint(ctx, tx)
		return err
	})
	return text, wrap(err, "sign audit log")
}

func checkpoint(ctx context.Context, tx *gorm.DB) ([]byte, error) {
	signer, err := checkpointSigner(ctx, tx)
	if err != nil {
		return nil, err
	}
	head, err := from[auditHead](tx).Where("id = 1").Take(ctx)
	if err != nil {
		return nil, err
	}
	t, err := parseTree(head.Roots)
	if err != nil {
		return nil, err
	}
	text := tlog.FormatTree(tlog.Tree{N: int64(head.Seq), Hash: t.root()})
	return note.Sign(&note.Note{Text: string(text)}, signer)
}

// checkpointOfNothing is signed only to see whether the keys belong together;
// there is none where no key has been made.
func checkpointOfNothing(ctx context.Context, tx *gorm.DB) ([]string, error) {
	private, err := settingValue(ctx, tx, settingSigner)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	signer, err := note.NewSigner(private)
	if err != nil {
		return nil, err
	}
	text, err := note.Sign(&note.Note{Text: string(tlog.FormatTree(tlog.Tree{}))}, signer)
	return []string{string(text)}, err
}

// checkpointSigner returns the instance's key, which is made when it is first
// needed.
func checkpointSigner(ctx context.Context, tx *gorm.DB) (note.Signer, error) {
	private, err := settingValue(ctx, tx, settingSigner)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		private, err = makeCheckpointKey(ctx, tx)
	}
	if err != nil {
		return nil, err
	}
	return note.NewSigner(private)
}

func makeCheckpointKey(ctx context.Context, tx *gorm.DB) (string, error) {
	private, public, err := note.GenerateKey(rand.Reader, signerName)
	if err != nil {
		return "", fmt.Errorf("make key: %w", err)
	}
	if err := setSetting(ctx, tx, settingSigner, private); err != nil {
		return "", err
	}
	return private, setSetting(ctx, tx, settingVerifier, public)
}

// VerifyCheckpoint checks the audit log, and that it still begins with the
// rows that the checkpoint was signed over.
func (s *Store) VerifyCheckpoint(ctx context.Context, checkpoint []byte) (Report, error) {
	var r Report
	err := s.snapshot(ctx, func(tx *gorm.DB) error {
		if err := verifyAudit(ctx, tx, &r); err != nil {
			return err
		}
		signed, err := openCheckpoint(ctx, tx, checkpoint)
		if refused, ok := errors.AsType[*InvalidError](err); ok {
			r.add("checkpoint", false, refused.Message)
			return nil
		}
		if err != nil {
			return err
		}
		return compareCheckpoint(ctx, tx, signed, &r)
	})
	return r, wrap(err, "verify checkpoint")
}

func openCheckpoint(ctx context.Context, tx *gorm.DB, text []byte) (tlog.Tree, error) {
	public, err := settingValue(ctx, tx, settingVerifier)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return tlog.Tree{}, invalid("checkpoint", "this database has never signed a checkpoint")
	}
	if err != nil {
		return tlog.Tree{}, err
	}
	verifier, err := note.NewVerifier(public)
	if err != nil {
		return tlog.Tree{}, err
	}
	n, err := note.Open(text, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, invalid("checkpoint", "it was not signed by this database: %v", err)
	}
	t, err := tlog.ParseTree([]byte(n.Text))
	if err != nil {
		return tlog.Tree{}, invalid("checkpoint", "it cannot be read: %v", err)
	}
	return t, nil
}

func compareCheckpoint(ctx context.Context, tx *gorm.DB, signed tlog.Tree, r *Report) error {
	now := tree(nil).root()
	length, err := walkAudit(ctx, tx, func(c *chain) {
		if int64(c.seq) == signed.N {
			now = c.tree.root()
		}
	})
	if _, broken := err.(brokenChain); err != nil && !broken {
		return err
	}
	switch {
	case int64(length.seq) < signed.N:
		r.add("checkpoint", false, fmt.Sprintf("it was signed over %d rows, and the log has %d", signed.N, length.seq))
	case now != signed.Hash:
		r.add("checkpoint", false, fmt.Sprintf("the first %d rows are not those that were signed", signed.N))
	default:
		r.add("checkpoint", true, fmt.Sprintf("the first %d rows are those that were signed", signed.N))
	}
	return nil
}
