// What an opened box may hold. Anybody can seal to the receivers' keys: a box is looked at before
// it is believed, and one that is not what it should be stops no other.
(function (root) {
  "use strict";
  const S = root.SoiSeal;
  const MOST = 2000; // items of any one list or map
  const DEEPEST = 8;
  const OF_SCRIPT = new Set(["__proto__", "constructor", "prototype"]);

  const words = (most) => (one) => typeof one === "string" && one.length <= most;
  const like = (pattern) => (one) => typeof one === "string" && pattern.test(one);
  const among = (...known) => (one) => known.includes(one);
  const whole = (one) => Number.isSafeInteger(one) && one >= 0;
  const yesOrNo = (one) => typeof one === "boolean";
  const maybe = (kind) => (one) => one === undefined || one === null || kind(one);
  const listOf = (kind, most) => (one) => Array.isArray(one) && one.length <= most && one.every(kind);
  const isMap = (one) => typeof one === "object" && one !== null && !Array.isArray(one);
  const map = (shape) => (one) => isMap(one) && Object.entries(shape)
    .every(([name, kind]) => kind(Object.hasOwn(one, name) ? one[name] : undefined));

  const FACTS = ["who", "what", "when", "where", "evidence"];
  const text = words(262144);
  const short = words(300);
  const word = like(/^[0-9a-zA-Z][0-9a-zA-Z_.:-]{0,99}$/);
  const day = like(/^\d{4}-\d{2}-\d{2}$/);
  const hex = like(/^[0-9a-f]{0,400}$/);
  const persons = listOf(short, 100);
  const by = map({ person: short, post: short, office: short });
  const accused = listOf(map({ person: maybe(short), office: maybe(short), acted_on: maybe(short) }), 50);
  const files = maybe(listOf(map({
    box: short, name: words(1000), kind: short, size: whole, sha256: hex,
  }), 200));
  const duties = maybe(listOf(map({
    number: short, rule: like(/^tc\.[a-z_]+$/), began_on: day, due_on: maybe(day), source: words(1000),
  }), 50));
  const KINDS = {
    denunciation: map({
      case: word, day, text, facts: (one) => isMap(one) && Object.entries(one).every(([name, value]) => FACTS.includes(name) && text(value)), accused,
      files, identity: maybe(short), named: yesOrNo, sealed_by: among("browser", "server", "offline"),
      mailbox: map({ address: hex, recipient: short, verify: hex }),
      trace: map({ lead: short, rule: words(2000), receivers: listOf((one) => listOf(short, 2)(one) && one.length === 2, 500) }),
      via: maybe(map({ act: word, by, day })), signature: maybe(hex),
    }),
    followup: map({ case: word, day, text, withdraw: maybe(yesOrNo), files, nonce: maybe(short), signature: maybe(hex) }),
    act: map({
      case: word, day, act: word, at: whole, by, text: maybe(text), document: maybe(text), duties,
      also: maybe(persons), nonce: maybe(short), signature: maybe(hex),
    }),
    answer: map({ case: word, day, at: maybe(whole), by, text, to: maybe(persons), also: maybe(persons), accused: maybe(accused), nonce: maybe(short), signature: maybe(hex) }),
    filed: map({ case: word, day, to: persons, accused: maybe(accused), signature: maybe(hex) }),
    identity: map({ name: maybe(text), address: maybe(text), phone: maybe(text) }),
  };

  // Text, whole numbers, lists and maps alone, neither deep nor endless, under harmless names.
  function isPlain(one, depth = 0) {
    if (one === null || typeof one === "string" || typeof one === "boolean") return true;
    if (typeof one !== "object") return Number.isSafeInteger(one);
    const names = Object.keys(one);
    return depth < DEEPEST && names.length <= MOST
      && names.every((name) => !OF_SCRIPT.has(name) && isPlain(one[name], depth + 1));
  }
  // life: the acts that are known
  function fits(told, kinds, life = {}) {
    return isMap(told) && kinds.includes(told.type) && isPlain(told) && KINDS[told.type](told)
      && (told.type !== "act" || Object.hasOwn(life, told.act));
  }

  // What was told; "foreign", where it is for others; "bad", where it opens and is no such thing.
  async function read(envelope, identities, kinds, life) {
    let opened;
    try {
      opened = await S.open(envelope, identities);
    } catch {
      return "foreign";
    }
    try {
      const told = JSON.parse(S.text(S.emptied(opened)));
      return fits(told, kinds, life) ? told : "bad";
    } catch {
      return "bad";
    }
  }

  root.SoiBoxes = { fits, read };
})(globalThis);
