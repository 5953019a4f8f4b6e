package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tallymark/models"
)

func TestWebhookIsAddedAndItsSecretShownOnce(t *testing.T) {
	x := newSite(t)
	v := x.as(models.RoleAdmin)
	v.get("/webhooks").want(http.StatusOK).says(".empty", "No webhooks yet")
	good := func() url.Values {
		return url.Values{"url": {"https://hooks.example.org/in/T0PSECRET"}, "form": {models.FormStandard}, "event": {"claim.decided", "article.added"}}
	}
	for field, bad := range map[string]string{"url": "https://private.example/in", "form": "pigeon", "event": "dance"} {
		form := good()
		form.Set(field, bad)
		v.post("/webhooks", form).want(http.StatusUnprocessableEntity).says("#errors", "Not saved yet")
	}
	v.get("/webhooks").says(".empty", "No webhooks yet")

	made := v.post("/webhooks", good()).want(http.StatusCreated)
	secret := attr(made.one("#made-secret"), "value")
	if !strings.HasPrefix(secret, "whsec_") || len(secret) < 40 {
		t.Errorf("secret %q", secret)
	}
	x.decideAs(x.actors[models.RoleReviewer], x.claims[0])
	if err := x.store.QueueDeliveries(t.Context()); err != nil {
		t.Fatal(err)
	}
	page := v.get("/webhooks/1").want(http.StatusOK)
	page.says("h1", "hooks.example.org")
	page.says("tbody", "Claims were decided")
	for _, path := range []string{"/webhooks", "/webhooks/1", "/activity", "/jobs"} {
		body := v.get(path).want(http.StatusOK).body
		if strings.Contains(body, secret) || strings.Contains(body, "T0PSECRET") {
			t.Errorf("%s shows a secret", path)
		}
	}
	v.post("/webhooks/deliveries/1", nil).want(http.StatusSeeOther)
	v.get("/webhooks/1").says("[role=status]", "sent again")

	v.post("/webhooks/1", url.Values{"do": {"off"}}).want(http.StatusSeeOther)
	v.get("/webhooks").says("tbody", "Switched off")
	v.post("/webhooks/deliveries/1", nil).want(http.StatusUnprocessableEntity)
	v.post("/webhooks/1", url.Values{"do": {"on"}}).want(http.StatusSeeOther)
	v.get("/webhooks").says("tbody", "No trouble")
	v.post("/webhooks/1", url.Values{"do": {"dance"}}).want(http.StatusUnprocessableEntity)
	v.post("/webhooks/1", url.Values{"do": {"remove"}}).want(http.StatusSeeOther)
	v.get("/webhooks").says(".empty", "No webhooks yet")

	form := good()
	form.Set("form", models.FormSlack)
	if body := v.post("/webhooks", form).want(http.StatusCreated).body; strings.Contains(body, "whsec_") {
		t.Error("a webhook that signs nothing has a secret")
	}
}
