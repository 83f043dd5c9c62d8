"use strict";

// RFC 9162 section 2.1, written as the text defines it: recursive, with no shortcut that the contract could share.

const { createHash } = require("node:crypto");

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest();

const leafHash = (entry) => sha256(Buffer.of(0x00), entry);

const nodeHash = (left, right) => sha256(Buffer.of(0x01), left, right);

/** The largest power of two smaller than n. */
function split(n) {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

function root(leaves) {
  if (leaves.length === 0) return sha256();
  if (leaves.length === 1) return leaves[0];
  const k = split(leaves.length);
  return nodeHash(root(leaves.slice(0, k)), root(leaves.slice(k)));
}

function inclusionProof(index, leaves) {
  if (leaves.length === 1) return [];
  const k = split(leaves.length);
  return index < k
    ? [...inclusionProof(index, leaves.slice(0, k)), root(leaves.slice(k))]
    : [...inclusionProof(index - k, leaves.slice(k)), root(leaves.slice(0, k))];
}

module.exports = { sha256, leafHash, nodeHash, root, inclusionProof };
