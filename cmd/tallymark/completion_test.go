package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestWordsOfTheCommandLine(t *testing.T) {
	inFolder(t)
	for _, tt := range []struct{ typed, want string }{
		{"ver", "verify version"},
		{"claims --sta", "--stale --status"},
		{"claims --status ver", "verified"},
		{"claims --status verified,d", "verified,disputed"},
		{"claims --status=verified,d", "--status=verified,disputed"},
		{"export --format c", "csv claimreview"},
		{"export --format = c", "csv claimreview"}, // as bash parts it
		{"export --format=x", "--format=xlsx"},
		{"--db other.db articles --state ", "open done disputed"},
		{"articles --state open --s", "--server --state"},
		{"export -o ", ""}, // a file
		{"import ", ""},
		{"user r", "role"},
		{"user role ana@example.org ", "viewer reviewer editor admin"},
		{"--tr", "--trusted-proxies"}, // of the default command
		{"review --tab m", "mine"},
		{"completion ", "bash zsh fish"},
		{"completion-w", ""},
		{"nonsense --stat", ""},
		{"claims --colour=r", ""},
	} {
		got := tallymark(t, "", append([]string{"completion-words", "--"}, strings.Split(tt.typed, " ")...)...)
		if words := strings.Fields(got.out); got.code != 0 || !cmp.Equal(words, strings.Fields(tt.want)) && len(words)+len(tt.want) > 0 {
			t.Errorf("%q becomes %q, want %q: %s", tt.typed, words, tt.want, got.errors)
		}
	}
	if got := tallymark(t, "", "completion-words"); !slices.Contains(strings.Fields(got.out), "review") {
		t.Errorf("nothing typed becomes %q", got.out)
	}
}

// Every command of the help can be completed, and what closed choices offer is
// taken.
func TestEveryCommandIsCompleted(t *testing.T) {
	inFolder(t)
	help := tallymark(t, "", "--help").out
	_, commands, _ := strings.Cut(help, "Commands:\n")
	words := strings.Fields(tallymark(t, "", "completion-words", "--", "").out)
	listed := 0
	for line := range strings.SplitSeq(commands, "\n") {
		if name, _, _ := strings.Cut(strings.TrimSpace(line), " "); strings.HasPrefix(line, "  ") && !strings.HasPrefix(line, "   ") {
			listed++
			if !slices.Contains(words, name) {
				t.Errorf("%s is not completed", name)
			}
		}
	}
	if listed != len(words) || listed < 15 {
		t.Errorf("%d commands in the help, %d completed", listed, len(words))
	}
}

// The shells ask the program through their scripts, and get what it says.
func TestShellsComplete(t *testing.T) {
	if words, asked := os.LookupEnv("TALLYMARK_TEST_COMPLETES"); asked {
		c := &console{stdin: strings.NewReader(""), stdout: os.Stdout, stderr: os.Stderr, now: time.Now}
		os.Exit(run(t.Context(), strings.Split(strings.TrimPrefix(words, "\x1f"), "\x1f"), c))
	}
	dir := inFolder(t)
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	script := "#!/bin/sh\nwords=\nfor word do words=\"$words\x1f$word\"; done\nTALLYMARK_TEST_COMPLETES=\"$words\" exec '" + program + "' '-test.run=^TestShellsComplete$'\n"
	if err := os.WriteFile("tallymark", []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+string(filepath.ListSeparator)+os.Getenv("PATH"))
	t.Setenv("HOME", dir)
	for shell, lines := range map[string][]string{
		"bash": {"--norc", "-c", `source <(tallymark completion bash); COMP_WORDS=(tallymark claims --status verified,d); COMP_CWORD=3; _tallymark; printf '%s\n' "${COMPREPLY[@]}"`},
		"zsh":  {"-fc", `compdef() { [[ "$*" == "_tallymark tallymark" ]] || print wrong }; compadd() { shift; print -l -- "$@" }; source <(tallymark completion zsh); words=(tallymark claims --status verified,d); CURRENT=4; _tallymark`},
		"fish": {"--no-config", "-c", `tallymark completion fish | source; complete -C 'tallymark claims --status verified,d'`},
	} {
		t.Run(shell, func(t *testing.T) {
			if _, err := exec.LookPath(shell); err != nil {
				t.Skipf("%s is not on this machine", shell)
			}
			out, err := exec.Command(shell, lines...).CombinedOutput()
			if got := strings.TrimSpace(string(out)); err != nil || got != "verified,disputed" {
				t.Errorf("%v: %q", err, got)
			}
		})
	}
}
