// What the sealed pages need from outside, bundled once at set-up into one file whose hash is
// pinned beside this one. Nothing is fetched when a page runs.
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption";
import { ed25519 } from "@noble/curves/ed25519.js";
import { argon2idAsync } from "@noble/hashes/argon2.js";
import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bech32 } from "@scure/base";

globalThis.SoiAge = {
  Decrypter, Encrypter, argon2idAsync, bech32, ed25519, generateX25519Identity, hkdf,
  identityToRecipient, sha256,
};
