// Read a published log with Go's own transparency log, and say what is wrong with it.
//
// Nothing of Soi is used here: the notes, the hashes, the tiles and the proofs are those of
// golang.org/x/mod/sumdb, by which the checksums of every Go module are checked.
//
//	verify FOLDER VKEY [PROOF ...]
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	height = 8
	width  = 1 << height
	origin = 0 // the line of a checkpoint that names the log
	size   = 1
	root   = 2
)

func main() {
	if len(os.Args) < 3 {
		fail(errors.New("verify FOLDER VKEY [PROOF ...]"))
	}
	folder, vkey := os.Args[1], os.Args[2]
	text, err := os.ReadFile(filepath.Join(folder, "checkpoint"))
	fail(err)
	tree, err := opened(text, vkey)
	fail(err)
	all, err := entries(folder, tree.N)
	fail(err)
	hashes, err := rebuilt(all, tree)
	fail(err)
	files, err := tiles(folder, hashes)
	fail(err)
	proofs, err := throughTiles(folder, tree, all)
	fail(err)
	for _, path := range os.Args[3:] {
		fail(told(path, vkey))
	}
	fmt.Printf("%d entries, %d tiles, %d proofs, %d proof files\n",
		tree.N, files, proofs, len(os.Args)-3)
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// opened reads a checkpoint whose signature is the log's.
func opened(text []byte, vkey string) (tree tlog.Tree, err error) {
	key, err := note.NewVerifier(vkey)
	if err != nil {
		return tree, err
	}
	found, err := note.Open(text, note.VerifierList(key))
	if err != nil {
		return tree, err
	}
	lines := strings.Split(found.Text, "\n")
	if len(lines) < 4 || lines[origin] != key.Name() {
		return tree, errors.New("the checkpoint names another log")
	}
	if tree.N, err = strconv.ParseInt(lines[size], 10, 64); err != nil {
		return tree, err
	}
	tree.Hash, err = tlog.ParseHash(lines[root])
	return tree, err
}

// entries reads every bundle, the last one at its partial width.
func entries(folder string, count int64) (all [][]byte, err error) {
	for at := int64(0); at*width < count; at++ {
		many := min(width, int(count-at*width))
		path := place(tlog.Tile{H: height, L: 0, N: at, W: many}, "entries")
		data, err := os.ReadFile(filepath.Join(folder, path))
		if err != nil {
			return nil, err
		}
		for i := 0; i < many; i++ {
			if len(data) < 2 || len(data) < 2+int(binary.BigEndian.Uint16(data)) {
				return nil, fmt.Errorf("%s ends within an entry", path)
			}
			long := 2 + int(binary.BigEndian.Uint16(data))
			all, data = append(all, data[2:long]), data[long:]
		}
		if len(data) > 0 {
			return nil, fmt.Errorf("%s is too long", path)
		}
	}
	return all, nil
}

// stored is a whole tree in memory, as tlog numbers its hashes.
type stored []tlog.Hash

func (s stored) ReadHashes(wanted []int64) (found []tlog.Hash, err error) {
	for _, at := range wanted {
		if at >= int64(len(s)) {
			return nil, fmt.Errorf("hash %d is beyond the tree", at)
		}
		found = append(found, s[at])
	}
	return found, nil
}

// rebuilt makes the tree anew from the entries; its root must be the one that was signed.
func rebuilt(all [][]byte, tree tlog.Tree) (hashes stored, err error) {
	for n, data := range all {
		more, err := tlog.StoredHashes(int64(n), data, hashes)
		if err != nil {
			return nil, err
		}
		hashes = append(hashes, more...)
	}
	if len(all) == 0 {
		return hashes, nil
	}
	found, err := tlog.TreeHash(tree.N, hashes)
	if err == nil && found != tree.Hash {
		err = fmt.Errorf("the entries lead to %v, signed was %v", found, tree.Hash)
	}
	return hashes, err
}

// tiles holds every file of hashes, full and partial, against the tree made anew.
func tiles(folder string, hashes stored) (count int, err error) {
	top := filepath.Join(folder, "tile")
	err = filepath.WalkDir(top, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(top, path)
		if err != nil || strings.HasPrefix(name, "entries/") {
			return err
		}
		tile, err := tlog.ParseTilePath(fmt.Sprintf("tile/%d/%s", height, name))
		if err != nil {
			return err
		}
		wanted, err := tlog.ReadTileData(tile, hashes)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		found, err := os.ReadFile(path)
		if err == nil && !bytes.Equal(found, wanted) {
			err = fmt.Errorf("%s holds other hashes than the entries have", name)
		}
		count++
		return err
	})
	return count, err
}

// published reads hashes from the files alone, as a client over the network would.
type published struct{ folder string }

func (p published) Height() int                     { return height }
func (p published) SaveTiles([]tlog.Tile, [][]byte) {}
func (p published) ReadTiles(wanted []tlog.Tile) (found [][]byte, err error) {
	for _, tile := range wanted {
		data, err := os.ReadFile(filepath.Join(p.folder, place(tile, strconv.Itoa(tile.L))))
		if err != nil {
			return nil, err
		}
		found = append(found, data)
	}
	return found, nil
}

// throughTiles proves entries and earlier sizes from the files, and checks each proof.
func throughTiles(folder string, tree tlog.Tree, all [][]byte) (count int, err error) {
	reader := tlog.TileHashReader(tree, published{folder})
	for n := int64(0); n < tree.N; n += max(1, tree.N/97) {
		proof, err := tlog.ProveRecord(tree.N, n, reader)
		if err != nil {
			return count, err
		}
		err = tlog.CheckRecord(proof, tree.N, tree.Hash, n, tlog.RecordHash(all[n]))
		if err != nil {
			return count, fmt.Errorf("entry %d: %w", n, err)
		}
		earlier, err := tlog.TreeHash(n+1, reader)
		if err != nil {
			return count, err
		}
		way, err := tlog.ProveTree(tree.N, n+1, reader)
		if err != nil {
			return count, err
		}
		if err = tlog.CheckTree(way, tree.N, tree.Hash, n+1, earlier); err != nil {
			return count, fmt.Errorf("size %d: %w", n+1, err)
		}
		count += 2
	}
	return count, nil
}

// told checks a proof file as a resident keeps it: the entry, its place, the way to the root.
func told(path, vkey string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	head, checkpoint, _ := strings.Cut(string(text), "\n\n")
	lines := strings.Split(head, "\n")
	if len(lines) < 3 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return fmt.Errorf("%s is no proof file", path)
	}
	entry, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[1], "extra "))
	if err != nil {
		return err
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64)
	if err != nil {
		return err
	}
	var proof tlog.RecordProof
	for _, line := range lines[3:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return err
		}
		proof = append(proof, hash)
	}
	tree, err := opened([]byte(checkpoint), vkey)
	if err != nil {
		return err
	}
	return tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entry))
}

// place is a tile's path as C2SP has it: without the height, which is always 8.
func place(tile tlog.Tile, level string) string {
	parts := strings.SplitN(tile.Path(), "/", 4)
	return filepath.Join("tile", level, parts[3])
}

func min(a, b int) int {
	if a < b {
		return a
	}
	return b
}

func max(a, b int64) int64 {
	if a > b {
		return a
	}
	return b
}
