package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"

	"golang.org/x/term"

	"tallymark/models"
)

type userCommand struct {
	Add     userAddCommand     `cmd:"" help:"Make an account."`
	List    userListCommand    `cmd:"" help:"List the accounts."`
	Disable userDisableCommand `cmd:"" help:"Close an account and end its sessions."`
	Enable  userEnableCommand  `cmd:"" help:"Open an account again that was closed."`
	Role    userRoleCommand    `cmd:"" help:"Give an account another role and end its sessions."`
	Passwd  userPasswdCommand  `cmd:"" help:"Set a new password and end the account's sessions."`
}

type userAddCommand struct {
	Email         string `arg:"" help:"E-mail address."`
	Role          string `required:"" enum:"viewer,reviewer,editor,admin" help:"viewer, reviewer, editor or admin."`
	Name          string `help:"Name that others see; else the part of the address before the @."`
	PasswordStdin bool   `name:"password-stdin" help:"Read the password from the first line of standard input."`
}

// Run makes the account.
func (x *userAddCommand) Run(c *console) error {
	password, err := c.newPassword(x.PasswordStdin)
	if err != nil {
		return err
	}
	store, err := c.openStore()
	if err != nil {
		return err
	}
	defer store.Close()
	if err := x.mayBeFirst(c, store); err != nil {
		return err
	}
	u, err := store.CreateUser(c.ctx, models.SystemActor, models.NewUser{Email: x.Email, Name: x.Name, Password: password, Role: models.Role(x.Role)})
	if err != nil {
		return fmt.Errorf("add %s: %w", x.Email, err)
	}
	fmt.Fprintf(c.stdout, "Added %s as %s.\n", u.Email, u.Role)
	return nil
}

// mayBeFirst refuses a first account that is no admin. With it the set-up link
// would be gone, and nobody could manage accounts in the app.
func (x *userAddCommand) mayBeFirst(c *console, store *models.Store) error {
	n, err := store.CountUsers(c.ctx)
	if err != nil {
		return fmt.Errorf("count the accounts: %w", err)
	}
	if n == 0 && models.Role(x.Role) != models.RoleAdmin {
		return usageError("the first account has to be an admin, who manages the others: add that one first with --role admin, then %s", x.Email)
	}
	return nil
}

type userListCommand struct{}

// Run lists the accounts.
func (x *userListCommand) Run(c *console) error {
	store, err := c.openExisting()
	if err != nil {
		return err
	}
	defer store.Close()
	users, err := store.Users(c.ctx, models.SystemActor)
	if err != nil {
		return fmt.Errorf("list the accounts: %w", err)
	}
	table := tabwriter.NewWriter(c.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "EMAIL\tNAME\tROLE\tSTATE")
	for _, u := range users {
		state := "active"
		if u.DisabledAt != nil {
			state = "disabled " + u.DisabledAt.UTC().Format("2006-01-02")
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", u.Email, u.Name, u.Role, state)
	}
	return table.Flush()
}

type userDisableCommand struct {
	Email string `arg:"" help:"E-mail address."`
}

// Run disables the account.
func (x *userDisableCommand) Run(c *console) error {
	return c.setDisabled(x.Email, true, "disable", "Disabled %s.\n")
}

type userEnableCommand struct {
	Email string `arg:"" help:"E-mail address."`
}

// Run lets the account in again.
func (x *userEnableCommand) Run(c *console) error {
	return c.setDisabled(x.Email, false, "enable", "Enabled %s.\n")
}

func (c *console) setDisabled(email string, disabled bool, what, done string) error {
	return c.changeUser(email, func(store *models.Store, u models.User) error {
		if err := store.SetDisabled(c.ctx, models.SystemActor, u.ID, disabled); err != nil {
			return fmt.Errorf("%s %s: %w", what, u.Email, err)
		}
		fmt.Fprintf(c.stdout, done, u.Email)
		return nil
	})
}

type userRoleCommand struct {
	Email string `arg:"" help:"E-mail address."`
	Role  string `arg:"" enum:"viewer,reviewer,editor,admin" help:"viewer, reviewer, editor or admin."`
}

// Run gives the account the role.
func (x *userRoleCommand) Run(c *console) error {
	return c.changeUser(x.Email, func(store *models.Store, u models.User) error {
		if err := store.SetRole(c.ctx, models.SystemActor, u.ID, models.Role(x.Role)); err != nil {
			return fmt.Errorf("change the role of %s: %w", u.Email, err)
		}
		fmt.Fprintf(c.stdout, "%s is %s now and has to sign in again.\n", u.Email, x.Role)
		return nil
	})
}

type userPasswdCommand struct {
	Email         string `arg:"" help:"E-mail address."`
	PasswordStdin bool   `name:"password-stdin" help:"Read the password from the first line of standard input."`
}

// Run sets the password.
func (x *userPasswdCommand) Run(c *console) error {
	password, err := c.newPassword(x.PasswordStdin)
	if err != nil {
		return err
	}
	return c.changeUser(x.Email, func(store *models.Store, u models.User) error {
		if err := store.SetPassword(c.ctx, models.SystemActor, u.ID, password); err != nil {
			return fmt.Errorf("set the password of %s: %w", u.Email, err)
		}
		fmt.Fprintf(c.stdout, "Set the password of %s; it has to sign in again everywhere.\n", u.Email)
		return nil
	})
}

func (c *console) changeUser(email string, change func(*models.Store, models.User) error) error {
	store, err := c.openExisting()
	if err != nil {
		return err
	}
	defer store.Close()
	u, err := store.UserByEmail(c.ctx, models.SystemActor, email)
	if errors.Is(err, models.ErrNotFound) {
		return fmt.Errorf("there is no account %s: \"tallymark user list\" shows them all", email)
	}
	if err != nil {
		return fmt.Errorf("find the account %s: %w", email, err)
	}
	return change(store, u)
}

// newPassword reads a password from standard input, or asks for it twice on a
// terminal without showing it.
func (c *console) newPassword(fromStdin bool) (string, error) {
	if fromStdin {
		line, err := bufio.NewReader(io.LimitReader(c.stdin, 4096)).ReadString('\n')
		if err != nil && err != io.EOF {
			return "", fmt.Errorf("read the password: %w", err)
		}
		return strings.TrimRight(line, "\r\n"), nil
	}
	terminal, ok := c.stdin.(*os.File)
	if !ok || !isTerminal(terminal) {
		return "", usageError("there is no terminal to ask for a password on: give it with --password-stdin")
	}
	first, err := c.ask(terminal, "New password: ")
	if err != nil {
		return "", err
	}
	again, err := c.ask(terminal, "Again: ")
	if err != nil {
		return "", err
	}
	if first != again {
		return "", errors.New("the two passwords differ; nothing was changed")
	}
	return first, nil
}

func (c *console) ask(terminal *os.File, question string) (string, error) {
	fmt.Fprint(c.stderr, question)
	answer, err := term.ReadPassword(int(terminal.Fd()))
	fmt.Fprintln(c.stderr)
	if err != nil {
		return "", fmt.Errorf("read the password: %w", err)
	}
	return string(answer), nil
}
