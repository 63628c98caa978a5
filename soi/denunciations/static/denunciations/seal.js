// Sealing and opening on this machine: the same bytes as soi/core/sealed.
(function (root) {
  "use strict";

  const KIB = 1024;
  const WRITINGS = [4, 8, 16, 32, 64, 128, 256].map((size) => size * KIB);
  const FILES = [256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536].map((size) => size * KIB);
  const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const utf8 = (text) => new TextEncoder().encode(text);
  const text = (bytes) => new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  const hex = (bytes) => Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join("");
  const unhex = (words) => Uint8Array.from(words.match(/../g) || [], (one) => parseInt(one, 16));
  const random = (count) => crypto.getRandomValues(new Uint8Array(count));
  const joined = (...pieces) => {
    const whole = new Uint8Array(pieces.reduce((sum, one) => sum + one.length, 0));
    let at = 0;
    for (const piece of pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    return whole;
  };
  const sha256 = (bytes) => SoiAge.sha256(bytes);

  // RFC 8785 for what we write: text, whole numbers, lists, maps.
  function canonical(value) {
    if (typeof value === "string") return JSON.stringify(value.normalize("NFC"));
    if (value === null || typeof value === "boolean" || Number.isSafeInteger(value)) return String(value);
    if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
    if (typeof value !== "object") throw new Error("no one way to write this");
    const keys = Object.keys(value).sort();
    return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
  }

  function fill(content, buckets = WRITINGS) {
    const bucket = buckets.find((size) => content.length + 4 <= size);
    if (!bucket) throw new RangeError("too_long");
    const filled = new Uint8Array(bucket);
    new DataView(filled.buffer).setUint32(0, content.length);
    filled.set(content, 4);
    return filled;
  }

  function emptied(filled) {
    const size = new DataView(filled.buffer, filled.byteOffset).getUint32(0);
    if (size > filled.length - 4) throw new Error("not_filled");
    return filled.slice(4, 4 + size);
  }

  const bech = (prefix, bytes) => SoiAge.bech32.encodeFromBytes(prefix, bytes);
  const identity = (secret) => bech("age-secret-key-", secret).toUpperCase();

  // Exactly eight stanzas: what is left over goes to keys that nobody has.
  async function seal(plaintext, recipients) {
    const known = [...new Set(recipients)];
    if (known.length < 1 || known.length > 8) throw new Error("recipients");
    while (known.length < 8) {
      known.push(await SoiAge.identityToRecipient(identity(random(32))));
    }
    const order = known.map((one) => [hex(random(16)), one]).sort();
    const sealer = new SoiAge.Encrypter();
    for (const [, one] of order) sealer.addRecipient(one);
    return sealer.encrypt(plaintext);
  }

  async function open(envelope, identities) {
    const opener = new SoiAge.Decrypter();
    for (const one of identities) opener.addIdentity(one);
    return opener.decrypt(envelope);
  }

  const pack = (told, recipients) => seal(fill(utf8(canonical(told))), recipients);

  // The code: 20 symbols, 100 bits.
  function newCode() {
    return Array.from(random(20), (one) => ALPHABET[one & 31]).join("");
  }
  const grouped = (symbols) => symbols.match(/.{4}/g).join("-");
  // A keyboard for Vietnamese makes letters of what was pressed: Â of AA, Á of AS, Đ of DD, Ư of W.
  const TONES = { "\u0301": "S", "\u0300": "F", "\u0309": "R", "\u0303": "X", "\u0323": "J" };
  function pressed(typed) {
    return typed.normalize("NFKD").replace(/[đĐ]/g, "DD").replace(/[uU]\u031b/g, "W")
      .replace(/([a-zA-Z])\u0302/g, "$1$1").replace(/[\u0306\u031b]/g, "W")
      .replace(/[\u0300\u0301\u0303\u0309\u0323]/g, (mark) => TONES[mark]);
  }
  function normal(typed) {
    const symbols = pressed(typed).toUpperCase().replace(/[^0-9A-Z]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
    if (symbols.length !== 20 || [...symbols].some((one) => !ALPHABET.includes(one))) return "";
    return symbols;
  }
  const stretch = (secret, salt) =>
    SoiAge.argon2idAsync(utf8(secret), salt, { t: 3, m: 65536, p: 1, dkLen: 32 });
  function keysOf(stretched) {
    const draw = (name, size) =>
      SoiAge.hkdf(SoiAge.sha256, stretched, undefined, utf8(`soi/receipt/v1/${name}`), size);
    const lookup = draw("lookup", 16);
    const seed = draw("sign", 32);
    return {
      lookup, seed, mailbox: identity(draw("mailbox", 32)), salt: draw("salt", 32),
      address: hex(sha256(lookup)), verify: hex(SoiAge.ed25519.getPublicKey(seed)),
    };
  }
  const sign = (seed, message) => hex(SoiAge.ed25519.sign(message, seed));
  const isSigned = (verify, message, signature) => {
    try {
      return SoiAge.ed25519.verify(unhex(signature), message, unhex(verify));
    } catch {
      return false;
    }
  };
  const signed = (told, seed) => ({ ...told, signature: sign(seed, utf8(canonical(told))) });
  const holds = (told, verify) => {
    try {
      const { signature, ...rest } = told;
      return isSigned(verify, utf8(canonical(rest)), signature || "");
    } catch {
      return false; // what has no one way to be written was signed by nobody
    }
  };
  const commitment = (salt, told) =>
    sha256(joined(utf8("soi/commit/v1\u0000"), salt, sha256(utf8(canonical(told)))));

  // The manifest: whole, signed, decided upon here.
  // pin: the key that the room believes, from outside its database; empty where there is none.
  async function manifest(address, pin) {
    const answer = await fetch(address, { cache: "no-store" });
    if (!answer.ok) throw new Error("manifest");
    const outer = await answer.json();
    const message = utf8(`soi/denunciations/manifest/v1\n${outer.manifest}`);
    if (!isSigned(outer.key, message, outer.signature)) throw new Error("manifest");
    const body = JSON.parse(outer.manifest);
    if (body.key !== outer.key || outer.key !== pin) throw new Error("manifest");
    return body;
  }
  function readers(body, day) {
    const epoch = day.slice(0, 7);
    const found = new Map();
    for (const one of body.receivers) {
      const earlier = Object.keys(one.recipients).filter((each) => each <= epoch).sort();
      if (earlier.length) {
        const recipient = one.recipients[earlier[earlier.length - 1]];
        found.set(one.person, { person: one.person, recipient, verify: one.verify });
      }
    }
    return found;
  }
  // without: persons who stepped back
  function competent(body, accused, day, without) {
    const known = readers(body, day);
    for (const person of without) known.delete(person);
    const whom = accused.length ? accused : body.unsure.map((office) => ({ office }));
    return { known, found: SoiCompetence.eligible(whom, body.organisation, day, new Set(known.keys())) };
  }
  // Who gets it; or who would have to, outside.
  function choose(body, accused, day, without = []) {
    const { known, found } = competent(body, accused, day, without);
    const receivers = SoiCompetence.trimmed(found.receivers);
    const bodies = [...new Set(receivers.map((one) => one[0]))];
    const { lead, rule, passed } = found;
    const trace = { lead, rule, passed, receivers: found.receivers };
    return { to: receivers.map((one) => known.get(one[1])), bodies, outside: found.outside, trace };
  }

  // Who of some readers may still be given it, as the manifest of this day has it. Where they are
  // not of two bodies any more, those whom the choice at filing names now come in (`fresh`).
  function keep(body, accused, persons, day, without = []) {
    const { known, found } = competent(body, accused, day, without);
    const office = new Map(found.able.map(([slug, person]) => [person, slug]));
    const stay = [...new Set(persons)].filter((one) => office.has(one));
    const enough = new Set(stay.map((one) => office.get(one))).size >= SoiCompetence.FEWEST;
    const named = SoiCompetence.trimmed(found.receivers).map((one) => one[1]);
    const fresh = enough ? [] : named.filter((one) => !stay.includes(one));
    const outside = enough || named.length ? "" : found.outside;
    const keys = [...stay, ...fresh].map((one) => known.get(one).recipient);
    return { stay, fresh, outside, keys };
  }
  // A box has eight stanzas: of more keys, several boxes.
  function groups(keys, most = 8) {
    const found = [];
    for (let at = 0; at < keys.length; at += most) found.push(keys.slice(at, at + most));
    return found;
  }

  // Under which post somebody wrote: one of his own, whatever he says. Nothing, where he has none.
  function author(body, by, day) {
    const own = body.organisation.posts.filter((one) => one.person === by?.person);
    const now = own.filter((one) => (one.since || "") <= day && (!one.until || one.until >= day));
    const post = own.find((one) => one.slug === by.post && one.office === by.office) || now[0] || own[0];
    const named = (names, key) => (post && Object.hasOwn(names, key) ? names[key] : "");
    return [named(body.titles, post?.slug), named(body.names, post?.office).name].filter(Boolean).join(", ");
  }
  const isReceivers = (told, body) => {
    const by = body.receivers.find((one) => one.person === told.by?.person);
    return Boolean(by) && holds(told, by.verify);
  };

  // What a mailbox holds that is true: the denouncer's own note, and answers that a receiver signed
  // about this case. Where there is no such note, the answers tell which case it is. Whoever an
  // answer names comes to those of the note; nobody takes them away.
  function thread(found, body, verify) {
    const signed = (one) => (one.type === "filed" ? holds(one, verify) : isReceivers(one, body));
    const order = (one) => [one.day, one.type === "filed" ? 0 : 1, one.at || 0, one.nonce || ""];
    const before = (one, other) => {
      const at = order(one).findIndex((value, place) => value !== order(other)[place]);
      return at < 0 ? 0 : order(one)[at] < order(other)[at] ? -1 : 1;
    };
    const sorted = [...found].sort(before);
    const own = sorted.filter((one) => one.type === "filed" && signed(one)).slice(0, 1);
    const answers = sorted.filter((one) => one.type === "answer" && signed(one));
    const about = own[0]?.case ?? answers[0]?.case;
    const letters = [...own, ...answers.filter((one) => one.case === about)];
    const untrue = found.filter((one) => one.type === "answer").length - letters.length + own.length;
    const accused = own.length ? own[0].accused || [] : letters.flatMap((one) => one.accused || []);
    const readers = letters.flatMap((one) => [...(one.to || []), ...(one.by ? [one.by.person] : [])]);
    return { about, letters, untrue, accused, readers };
  }

  // While too many send, the door asks each machine for a second of work, and nobody's name.
  async function work(challenge) {
    for (;;) {
      const nonce = random(16);
      const drawn = await SoiAge.argon2idAsync(nonce, unhex(challenge).slice(0, 16), { t: 1, m: 1024, p: 1, dkLen: 4 });
      if (drawn[0] >> 2 === 0) return `${challenge}:${hex(nonce)}`;
    }
  }
  const sent = (address, body, headers) => fetch(address, {
    method: "POST", cache: "no-store", credentials: "omit", referrerPolicy: "no-referrer", headers, body,
  });
  async function post(address, body, headers = {}) {
    const bytes = body instanceof Uint8Array;
    const kind = { "Content-Type": bytes ? "application/octet-stream" : "application/json", ...headers };
    const content = bytes ? body : JSON.stringify(body);
    let answer = await sent(address, content, kind);
    const challenge = answer.status === 429 && answer.headers.get("Soi-Challenge");
    if (challenge) answer = await sent(address, content, { ...kind, "Soi-Work": await work(challenge) });
    if (!answer.ok) {
      const told = await answer.json().catch(() => ({}));
      throw Object.assign(new Error(told.error || String(answer.status)), { said: told.error });
    }
    return answer;
  }

  root.SoiSeal = {
    FILES, WRITINGS, author, canonical, choose, commitment, emptied, fill, grouped, groups, hex,
    holds, identity, isReceivers, isSigned, joined, keep, keysOf, manifest, newCode, normal, open,
    pack, post, random, readers, seal, sha256, sign, signed, stretch, text, thread, unhex, utf8, work,
  };
})(globalThis);
