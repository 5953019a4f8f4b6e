package main

import (
	"bufio"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"

	"tallymark/models"
)

type reviewCommand struct {
	Claims []uint     `arg:"" optional:"" name:"claim" help:"Only these claims, by their numbers, instead of the queue."`
	Tab    models.Tab `enum:"mine,all,second,trouble,evidence" default:"all" help:"Part of the queue: mine, all, second, trouble or evidence (default all)."`
	sourceFlags
}

// Help is the long help of the command.
func (x *reviewCommand) Help() string {
	return `Shows one claim after the other in its text and reads a line for each:

` + reviewKeys + `
What a verdict needs and the line does not say is asked for. With input that is no terminal, the first line that is refused ends the run with exit status 1, since those after it were meant for other claims.

Verdicts carry a person's name: on the local database say whose with --as, on a server the token says it.`
}

// reviewKeys are what the answers begin with.
const reviewKeys = `  1 to 6 [WHY]      verified, on an official statement (1), a primary document (2), independent
                    corroboration (3), a calculation (4), direct observation (5), attribution only (6)
  d [1 to 6] [WHY]  disputed, on the same bases
  n [WHAT]          needs evidence: what is missing
  u [WHY]           unverifiable
  w [CLAIM] [WHY]   superseded by the claim with that number
  x [WHAT]          not a claim: 1 a date, 2 a time, 3 a name, 4 a phone number or address,
                    5 a score or odds, 6 page furniture, 7 an identifier, 8 not a number, or words
  z  take back your last verdict     s  skip, it comes back at the end
  ?  these keys                      q  stop
`

// notClaims are the answers to what a number is that is no claim.
var notClaims = []string{"a date", "a time", "a name", "a phone number or address", "a score or odds", "page furniture", "an identifier", "not a number"}

// Run reviews until the queue, the claims that were asked for, or the input
// ends.
func (x *reviewCommand) Run(c *console) error {
	if !x.onServer() && x.As == "" {
		return usageError("verdicts carry a person's name: say who you are with --as EMAIL; to look without deciding, use \"tallymark claims --status unreviewed\"")
	}
	s, err := x.open(c)
	if err != nil {
		return err
	}
	defer s.close()
	return newDesk(c, s, x).work()
}

// errStop ends a review.
var errStop = errors.New("no more")

// desk is a review on the command line.
type desk struct {
	source *source
	out    io.Writer
	err    io.Writer
	in     <-chan string // lines, closed at the end
	inErr  error         // why they ended, once they did
	typed  bool          // by somebody at a terminal
	bold   bool
	width  int
	tab    models.Tab

	wanted []uint // claims that were asked for and are still to come
	listed bool   // only those
	at     *atHand
	after  uint // the claim just left

	decided, skipped, undone int
}

func newDesk(c *console, s *source, x *reviewCommand) *desk {
	d := &desk{
		source: s, out: c.stdout, err: c.stderr, typed: isTerminal(c.stdin), bold: colourful(c.stdout),
		width: deskWidth, tab: x.Tab, wanted: x.Claims, listed: len(x.Claims) > 0,
	}
	if width := terminalWidth(c.stdout); width > 0 {
		d.width = min(max(width, 40), 100)
	}
	lines := make(chan string)
	d.in = lines
	go d.read(c.stdin, lines)
	return d
}

// deskWidth is where lines break if there is no terminal.
const deskWidth = 80

// read hands on lines of input, so that waiting for one can be broken off.
func (d *desk) read(r io.Reader, lines chan<- string) {
	defer close(lines)
	in := bufio.NewScanner(r)
	for in.Scan() {
		select {
		case lines <- strings.TrimSpace(in.Text()):
		case <-d.source.ctx.Done():
			return
		}
	}
	d.inErr = in.Err()
}

func (d *desk) work() error {
	err := d.loop()
	if errors.Is(err, errStop) {
		err = nil
	}
	fmt.Fprintf(d.out, "%d decided, %d skipped, %d taken back.\n", d.decided, d.skipped, d.undone)
	return err
}

func (d *desk) loop() error {
	for {
		if d.at == nil {
			if err := d.next(); err != nil {
				return err
			}
		}
		line, err := d.line("> ")
		if err != nil {
			return err
		}
		if err := d.answer(line); err != nil {
			if err := d.refused(err); err != nil {
				return err
			}
		}
	}
}

// refused says what is wrong with an answer. Somebody at a terminal gives
// another; a program has lost its place.
func (d *desk) refused(err error) error {
	var r *refusal
	var wrong answerError
	switch {
	case errors.As(err, &r) && r.status != http.StatusUnauthorized && r.status < http.StatusInternalServerError:
		if r.status == http.StatusPreconditionFailed || r.status == http.StatusConflict {
			d.again()
		}
	case !errors.As(err, &wrong):
		return err
	}
	fmt.Fprintf(d.err, "tallymark: %v\n", err)
	if !d.typed {
		return errSome
	}
	return nil
}

// again shows the claim at hand as it stands by now.
func (d *desk) again() {
	if d.at != nil && d.at.Claim.ID != 0 {
		d.wanted = append([]uint{d.at.Claim.ID}, d.wanted...)
	}
	d.at = nil
}

// answerError is an answer that makes no sense.
type answerError string

func (e answerError) Error() string { return string(e) }

// line reads a line of input. At its end it returns errStop.
func (d *desk) line(prompt string) (string, error) {
	if d.typed {
		fmt.Fprint(d.out, prompt)
	}
	select {
	case <-d.source.ctx.Done():
		return "", errStop
	case line, more := <-d.in:
		switch {
		case more:
			return line, nil
		case d.inErr != nil:
			return "", fmt.Errorf("read the answers: %w", d.inErr)
		}
		return "", errStop
	}
}

// answer does what a line says.
func (d *desk) answer(line string) error {
	if line == "" {
		return nil
	}
	key, rest := line[0], strings.TrimSpace(line[1:])
	numbered := (key == 'd' || key == 'x') && rest != "" && rest[0] >= '1' && rest[0] <= '9'
	switch {
	case len(line) > 1 && line[1] != ' ' && !numbered:
		return answerError(fmt.Sprintf("%q begins with no key of its own; ? lists them", printable(line)))
	case d.at.Claim.ID == 0 && !strings.ContainsRune("zq?", rune(key)):
		return answerError("no claim is at hand: z takes back your last verdict, q stops")
	}
	switch key {
	case '1', '2', '3', '4', '5', '6':
		return d.decide(verdict{Status: models.StatusVerified, Basis: models.Bases[key-'1'], Reason: rest})
	case 'd':
		return d.dispute(rest)
	case 'n':
		return d.because(verdict{Status: models.StatusNeedsEvidence, Reason: rest}, "What is missing? ")
	case 'u':
		return d.because(verdict{Status: models.StatusUnverifiable, Reason: rest}, "Why? ")
	case 'w':
		return d.supersede(rest)
	case 'x':
		return d.noClaim(rest)
	case 'z':
		return d.undo()
	case 's':
		return d.skip()
	case 'q':
		return errStop
	case '?':
		fmt.Fprint(d.out, reviewKeys)
		return nil
	}
	return answerError(fmt.Sprintf("%q begins with no key; ? lists them", printable(line)))
}

// verdict is what is decided, as the API takes it.
type verdict struct {
	Status       models.Status `json:"status"`
	Basis        models.Basis  `json:"basis,omitzero"`
	Reason       string        `json:"reason,omitzero"`
	CorrectText  string        `json:"correct_text,omitzero"`
	SupersededBy uint          `json:"superseded_by,omitzero"`
}

// because asks for the reason if there is none.
func (d *desk) because(v verdict, ask string) (err error) {
	if v.Reason == "" {
		if v.Reason, err = d.line(ask); err != nil {
			return err
		}
	}
	return d.decide(v)
}

// dispute asks for what the line does not say: the basis, the reason, and with
// that the figure that is right.
func (d *desk) dispute(rest string) (err error) {
	v := verdict{Status: models.StatusDisputed}
	if rest == "" {
		if rest, err = d.line("On which basis, 1 to 6? "); err != nil {
			return err
		}
	}
	if rest == "" || rest[0] < '1' || rest[0] > '6' || len(rest) > 1 && rest[1] != ' ' {
		return answerError("a dispute rests on something: d and a number from 1 to 6, then why; ? lists them")
	}
	v.Basis, v.Reason = models.Bases[rest[0]-'1'], strings.TrimSpace(rest[1:])
	if v.Reason == "" {
		if v.Reason, err = d.line("Why? "); err != nil {
			return err
		}
		if v.CorrectText, err = d.line("Which figure is right, if that is known? "); err != nil {
			return err
		}
	}
	return d.decide(v)
}

func (d *desk) supersede(rest string) (err error) {
	if rest == "" {
		if rest, err = d.line("By which claim? Its number, then why: "); err != nil {
			return err
		}
	}
	number, why, _ := strings.Cut(rest, " ")
	id, err := strconv.ParseUint(number, 10, 63)
	if err != nil {
		return answerError("w takes the number of the claim with the newer figure, such as w 17")
	}
	return d.decide(verdict{Status: models.StatusSuperseded, SupersededBy: uint(id), Reason: strings.TrimSpace(why)})
}

func (d *desk) noClaim(what string) (err error) {
	if what == "" {
		if what, err = d.line("What is it? 1 to 8, or words: "); err != nil {
			return err
		}
	}
	if len(what) == 1 && what[0] >= '1' && int(what[0]-'1') < len(notClaims) {
		what = notClaims[what[0]-'1']
	}
	return d.decide(verdict{Status: models.StatusNotAClaim, Reason: what})
}

// decide sends the verdict and goes on.
func (d *desk) decide(v verdict) error {
	c := &d.at.Claim
	err := d.source.ask(request{
		method: http.MethodPost, path: fmt.Sprintf("/claims/%d/decisions", c.ID), match: tagOf(c.Revision), once: rand.Text(), body: v,
	}, &struct{}{})
	if err != nil {
		return err
	}
	d.decided++
	fmt.Fprintf(d.out, "Saved: %s is %s. z takes it back.\n\n", printable(c.Label), strings.ToLower(v.Status.Label()))
	d.leave()
	return nil
}

func (d *desk) leave() { d.after, d.at = d.at.Claim.ID, nil }

func (d *desk) skip() error {
	if err := d.source.ask(request{method: http.MethodPost, path: fmt.Sprintf("/claims/%d/skip", d.at.Claim.ID), body: struct{}{}}, &struct{}{}); err != nil {
		return err
	}
	d.skipped++
	d.leave()
	return nil
}

// undo takes back the newest verdict of the person and shows its claim.
func (d *desk) undo() error {
	last := d.at.Last
	switch {
	case last == nil:
		return answerError("there is no verdict of yours to take back")
	case last.Together > 1:
		return answerError(fmt.Sprintf("your last verdict was given on %d figures at once: take it back on the page Review", last.Together))
	}
	var now claimAtHand
	if err := d.source.ask(request{method: http.MethodGet, path: fmt.Sprintf("/claims/%d", last.ClaimID)}, &now); err != nil {
		return err
	}
	if err := d.source.ask(request{
		method: http.MethodPost, path: fmt.Sprintf("/claims/%d/undo", last.ClaimID), match: tagOf(now.Revision), once: rand.Text(), body: struct{}{},
	}, &struct{}{}); err != nil {
		return err
	}
	d.undone++
	fmt.Fprintf(d.out, "Taken back: %s was %s.\n\n", printable(last.Label), strings.ToLower(last.Status.Label()))
	d.again()
	d.wanted = append([]uint{last.ClaimID}, d.wanted...)
	return nil
}

func tagOf(revision int) string { return `"` + strconv.Itoa(revision) + `"` }
