package models

import (
	"net/url"
	"slices"
	"strings"
)

// trackers are query parameters that say how a reader came, not what is read.
var trackers = []string{"fbclid", "gclid", "dclid", "msclkid", "yclid", "igshid", "mc_cid", "mc_eid", "cmpid", "ocid", "_ga"}

// canonicalURL is what makes two addresses the same article: scheme and host
// in lower case, no default port, no fragment, none of the trackers.
func canonicalURL(address string) (string, error) {
	u, err := webAddress("url", address)
	if err != nil {
		return "", err
	}
	u.Host = strings.ToLower(u.Host)
	if port := u.Port(); u.Scheme == "http" && port == "80" || u.Scheme == "https" && port == "443" {
		u.Host = strings.TrimSuffix(u.Host, ":"+port)
	}
	u.Fragment, u.RawFragment, u.ForceQuery = "", "", false
	if u.Path == "" {
		u.Path = "/"
	}
	u.RawQuery = withoutTrackers(u.RawQuery)
	return u.String(), nil
}

// withoutTrackers keeps the other parameters as they were written.
func withoutTrackers(query string) string {
	var kept []string
	for part := range strings.SplitSeq(query, "&") {
		name, _, _ := strings.Cut(part, "=")
		name = strings.ToLower(name)
		if part != "" && !strings.HasPrefix(name, "utm_") && !slices.Contains(trackers, name) {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, "&")
}

// webAddress refuses what is no http or https address of a host, and one that
// holds a password: everybody who reads or exports would see it.
func webAddress(field, address string) (*url.URL, error) {
	if err := limited(field, address, 4000); err != nil {
		return nil, err
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return nil, invalid(field, "%q is no web address: it has to begin with http:// or https://", address)
	}
	if u.User != nil {
		return nil, invalid(field, "this address holds a user name or password, which everybody would see: leave out what stands before the @, and write https://%s", u.Host)
	}
	return u, nil
}
