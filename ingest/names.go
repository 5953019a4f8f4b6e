package ingest

import "strings"

// nameKinds says what a word, or two words in a row, in a class or id make of
// an element.
var nameKinds = func() map[string]elementKind {
	kinds := map[string]elementKind{}
	for kind, words := range map[elementKind]string{
		furniture: `related relateds recommended recommendation recommendations recirc recirculation readmore read-more more-on more-from more-stories
			also-read read-also read-next up-next
			newsletter newsletters subscribe subscription signup sign-up optin opt-in mailchimp
			share sharing sharebar sharedaddy addthis addtoany sharethis social socials follow-us
			comment comments disqus livefyre respond reactions vukkle vuukle
			promo promos promotion promoted advert adverts advertisement advertisements advertising ads adslot ad-container ad-slot ad-wrapper sponsor sponsored
			taboola outbrain zergnet revcontent dianomi
			trending popular mostread most-read most-viewed most-popular most-shared latest-news latest-stories top-stories
			breadcrumb breadcrumbs pagination pager rail teaser teasers ticker-bar
			bio author-bio author-box author-info author-content author-flyout about-author about-the-author byline bylines by-line dateline-date timestamp
			dates byline-date post-meta entry-meta article-meta postmeta postinfo post-info publish-info publish-date pub-date post-date date-published posted-on
			reading-time read-time post-views views-count
			cookie cookies consent gdpr modal popup pop-up overlay lightbox tooltip
			skip-link skiplink screen-reader-text sr-only visually-hidden visuallyhidden screenreader noprint no-print
			copyright disclaimer disclosure masthead navbar sitemap
			rollover-block flyout hovercard gallery-controls control-panel control-bar slide-count print-header login login-box paywall-prompt donate donation`,
		caption: `caption captions wp-caption-text figcaption photo-caption image-caption media-caption credit credits photo-credit image-credit photocredit
			imagecaption imagecredit copyright-holder image-and-copyright-container cutline`,
		slight: `meta metadata author authors date datetime time published updated tags tag tagline kicker eyebrow label category categories crumb crumbs
			menu nav navigation sidebar widget toolbar print footer attribution source sources`,
	} {
		for word := range strings.FieldsSeq(words) {
			kinds[word] = kind
		}
	}
	return kinds
}()

// notices are whole lines that pages put between an article's paragraphs.
var notices = lineSet(`advert
advertisement
advertisements
ad
anzeige
publicidad
publicité
publicidade
iklan
реклама
story continues below
story continues below advertisement
article continues below
article continues below advertisement
article continues after advertisement
continue reading
continue reading below
continue reading the main story
scroll to continue
scroll down to continue
read more
learn more
more
see more
view more
load more
show more
subscribe
sign up
sign in
log in
share
share this
share this article
share this story
save
print
email
comments
comment
leave a comment
post comment
post a comment
related
related articles
related stories
related topics
related posts
related content
recommended
recommended for you
recommended reading
trending
trending now
trending stories
most read
most popular
popular
popular this week
recent articles
recent posts
latest news
latest stories
breaking news
top stories
more stories
more from us
more on this story
you may also like
you might also like
you may also be interested in
don t miss
also read
read also
read next
up next
see also
what to read next
more to read
editors picks
editor s picks
view comments
close
loading
caption
enlarge image
enlarge this image
toggle caption
hide caption
image
photo
photos
video
watch
play video
media playback is unsupported on your device
back to top
skip to content
skip advertisement
home
lee también
leer también
más información
noticias relacionadas
lire aussi
à lire aussi
sur le même sujet
lesen sie auch
mehr zum thema
das könnte sie auch interessieren
leggi anche
potrebbe interessarti
leia também
leia mais
veja também
lees ook
baca juga
читайте также
см также
`)

// otherStories are how the headings of lists of other stories begin.
var otherStories = lineList(`more great
more from
more on
more stories
more news
more articles
related
also read
read more
read next
recommended
trending
top stories
latest
popular
most
you may
you might
other stories
other news
what else
don t miss
in other news
editor s picks
noticias relacionadas
sur le même sujet
mehr zum thema
`)

// invitations are how lines begin that send the reader to another story.
var invitations = lineList(`read more
read also
also read
read next
read
more
more on this
more from
related
related post
related posts
related story
related stories
related article
related articles
related coverage
related video
see also
see
also on
also see
don t miss
you may also like
you might also like
you might be interested in
recommended
watch
watch also
watch more
watch now
watch live
video
listen
gallery
photos
in pictures
opinion
explainer
further reading
lee también
leer también
lea también
lea además
más información
ver también
te puede interesar
lire aussi
à lire aussi
voir aussi
lesen sie auch
lesen sie hier
mehr dazu
siehe auch
leggi anche
leggi anche su
leia também
leia mais
veja também
saiba mais
lees ook
baca juga
читайте также
смотрите также
`)

// appeals are how lines begin that ask something of the reader.
var appeals = lineList(`subscribe to
subscribe now
subscribe today
sign up for
sign up to
sign up here
sign up now
follow us
follow our
follow bbc
join our
join us on
like us on
like this story
like this article
share this
share your
click here
get the latest
get our
get breaking
download our
download the app
for more information visit
for more stories
want more
need more
want to read more
tell us what you think
let us know in the comments
what do you think
leave a comment
have a tip
got a tip
got a story
support our
donate to
make a donation
buy now
this post may contain affiliate
this article may contain affiliate
this story may contain affiliate
we may earn a commission
we use income earning
`)

// dateWords are how lines begin that say when a page was made.
var dateWords = lineList(`published
first published
originally published
updated
last updated
last modified
posted
posted on
created
veröffentlicht
aktualisiert
publié
mis à jour
publicado
actualizado
atualizado
pubblicato
aggiornato
опубликовано
обновлено
`)

// bylineWords are how lines begin that say who wrote something.
var bylineWords = lineList(`by
written by
posted by
von
por
par
di
door
`)

func lineList(lines string) []string { return strings.Split(strings.TrimSpace(lines), "\n") }

func lineSet(lines string) map[string]bool {
	set := map[string]bool{}
	for _, l := range lineList(lines) {
		set[l] = true
	}
	return set
}
