package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

type completionCommand struct {
	Shell string `arg:"" enum:"bash,zsh,fish" help:"bash, zsh or fish."`
}

// Help is the long help of the command.
func (x *completionCommand) Help() string {
	return `Put it where your shell reads it when it starts:

  bash  echo 'source <(tallymark completion bash)' >> ~/.bashrc
  zsh   echo 'source <(tallymark completion zsh)' >> ~/.zshrc   (below compinit)
  fish  tallymark completion fish > ~/.config/fish/completions/tallymark.fish`
}

// completions are the scripts. They ask the program itself, which knows its
// commands, and leave files to the shell.
var completions = map[string]string{
	"bash": `_tallymark() {
	local IFS=$'\n'
	COMPREPLY=($("${COMP_WORDS[0]}" completion-words -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _tallymark tallymark
`,
	"zsh": `#compdef tallymark
_tallymark() {
	local found
	found=$("${words[1]}" completion-words -- "${(@)words[2,CURRENT]}" 2>/dev/null)
	if [[ -n $found ]]; then
		compadd -- "${(@f)found}"
	else
		_files
	fi
}
if [[ ${funcstack[1]} == _tallymark ]]; then
	_tallymark "$@"
else
	compdef _tallymark tallymark
fi
`,
	"fish": `function __tallymark_words
	set -l words (commandline -opc) (commandline -ct)
	$words[1] completion-words -- $words[2..-1] 2>/dev/null
end
complete -c tallymark -f -n 'string length -q -- (__tallymark_words)' -a '(__tallymark_words)'
`,
}

// Run prints the script of the shell.
func (x *completionCommand) Run(c *console) error {
	_, err := io.WriteString(c.stdout, completions[x.Shell])
	return err
}

type completionWordsCommand struct {
	Words []string `arg:"" optional:"" help:"The words so far; the last one is being typed."`
}

// Run prints what the last word can become, a line each.
func (x *completionWordsCommand) Run(c *console) error {
	parser, _, err := newParser(new(commandLine), c)
	if err != nil {
		return err
	}
	for _, word := range wordsFor(parser.Model.Node, x.Words) {
		fmt.Fprintln(c.stdout, word)
	}
	return nil
}

// wordsFor are what the last of the words can become, none where it is a file
// or anything.
func wordsFor(node *kong.Node, words []string) []string {
	if len(words) == 0 {
		words = []string{""}
	}
	typed := words[len(words)-1]
	node, flag := walked(node, words[:len(words)-1])
	name, value, assigned := strings.Cut(typed, "=")
	switch {
	case flag != nil:
		return valuesFor(flag.Value, strings.TrimPrefix(typed, "=")) // bash gives the sign as a word of its own
	case strings.HasPrefix(typed, "-") && assigned:
		if flag = flagNamed(node, name); flag == nil {
			return nil
		}
		found := valuesFor(flag.Value, value)
		for i := range found {
			found[i] = name + "=" + found[i]
		}
		return found
	case strings.HasPrefix(typed, "-"):
		return flagsFor(node, typed)
	}
	return argumentsFor(node, typed)
}

// walked is the command that words lead to, with the flag whose value comes
// next, nil if none does.
func walked(node *kong.Node, words []string) (*kong.Node, *kong.Flag) {
	var waiting *kong.Flag
	for _, word := range words {
		switch {
		case word == "=":
		case waiting != nil:
			waiting = nil
		case strings.HasPrefix(word, "-"):
			if flag := flagNamed(node, word); flag != nil && !flag.IsBool() {
				waiting = flag
			}
		default:
			if i := slices.IndexFunc(node.Children, func(n *kong.Node) bool { return n.Name == word }); i >= 0 {
				node = node.Children[i]
			}
		}
	}
	return node, waiting
}

// flagNamed is the flag --name or -n that can stand at the command, nil if
// there is none.
func flagNamed(node *kong.Node, word string) *kong.Flag {
	for _, flag := range flagsAt(node) {
		if word == "--"+flag.Name || flag.Short != 0 && word == "-"+string(flag.Short) {
			return flag
		}
	}
	return nil
}

// flagsAt are the flags that can stand at a command: its own, those above it,
// and without a command those of the default one.
func flagsAt(node *kong.Node) (flags []*kong.Flag) {
	for _, group := range node.AllFlags(true) {
		flags = append(flags, group...)
	}
	if node.DefaultCmd != nil {
		flags = append(flags, node.DefaultCmd.Flags...)
	}
	return flags
}

func flagsFor(node *kong.Node, typed string) (found []string) {
	for _, flag := range flagsAt(node) {
		if name := "--" + flag.Name; strings.HasPrefix(name, typed) {
			found = append(found, name)
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// argumentsFor are commands below this one, or the values that its argument
// can have.
func argumentsFor(node *kong.Node, typed string) (found []string) {
	for _, child := range node.Children {
		if !child.Hidden && strings.HasPrefix(child.Name, typed) {
			found = append(found, child.Name)
		}
	}
	for _, argument := range node.Positional {
		found = append(found, valuesFor(argument, typed)...)
	}
	return found
}

// valuesFor are the values of a closed choice. Where several can be given with
// commas, those before the last comma stay.
func valuesFor(v *kong.Value, typed string) (found []string) {
	before := ""
	if at := strings.LastIndex(typed, ","); at >= 0 && v.IsSlice() {
		before, typed = typed[:at+1], typed[at+1:]
	}
	if v.Enum == "" {
		return nil
	}
	for _, value := range v.EnumSlice() {
		if value != "" && strings.HasPrefix(value, typed) {
			found = append(found, before+value)
		}
	}
	return found
}
