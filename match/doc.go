// Package match says whether two claims speak of one figure: one quantity in
// the world, which is an event with what was counted, its scope and its unit.
//
// [Prepare] makes the claims of an article ready. [Compare] scores two of them:
// by the sort of quantity, place, event, actors and subject words, names in
// both articles, days, and the figures beside them. Each part of the score is
// there to be shown, and the digits have no part in it: claims are one figure
// whether or not they agree. [Relate] then says how two claims of one figure
// stand to each other: the same, narrower or wider, an update of a count that
// grows, another scope, or a conflict of ranges that cannot both be right.
// [Pairs] puts the claims of two texts together, [Origins] those that repeat
// one report. [Claim.Print] writes a claim made ready down and [Claim.Keys] says
// where to file it, so that later claims find it without reading its article.
//
// The package is pure: it reads and writes nothing, and what it knows about
// words stands in the files of the folder words.
package match
