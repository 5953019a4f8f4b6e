package main

import (
	"strings"

	"tallymark/ingest"
)

// webFlags say what of the web may be read, and how.
type webFlags struct {
	PrivateHosts []string `name:"private-hosts" env:"TALLYMARK_PRIVATE_HOSTS" placeholder:"HOST" help:"Hosts in a private network that people here may read pages from, such as wiki.example.lan or 10.1.2.3:8080; without it, only the public internet is read (${env})."`
	IgnoreRobots []string `name:"ignore-robots" env:"TALLYMARK_IGNORE_ROBOTS" placeholder:"HOST" help:"Sites that let you read what their robots.txt asks programs not to; their rules are not asked for (${env})."`
}

// fetcher is the one client for everything outgoing.
func (w *webFlags) fetcher() (*ingest.Fetcher, error) {
	f, err := ingest.NewFetcher(ingest.FetchOptions{PrivateHosts: w.PrivateHosts, FreeHosts: w.IgnoreRobots, UserAgent: "Tallymark/" + buildVersion()})
	if err != nil {
		return nil, usageError("--private-hosts, --ignore-robots: %v", err)
	}
	return f, nil
}

// isAddress tells the address of a page from the name of a file.
func isAddress(s string) bool {
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")
}
