"use strict";

const assert = require("node:assert/strict");
const ethers = require("ethers");
const hre = require("hardhat");
const { sha256, leafHash, nodeHash, root, inclusionProof } = require("./merkle");

const ORIGIN = "trace.example/潜江";
const ORIGIN_HASH = ethers.hexlify(sha256(Buffer.from(ORIGIN, "utf8")));
const ANCHOR_GAS_BOUND = 32_000n;
const MAX_SIZE = 2n ** 64n - 1n;

const rootNumber = (n) => ethers.hexlify(sha256(Buffer.from(`root ${n}`)));

describe("CheckpointAnchor", () => {
  let provider, artifact, owner, other, third, contract;

  before(async () => {
    artifact = await hre.artifacts.readArtifact("CheckpointAnchor");
    provider = new ethers.BrowserProvider(hre.network.provider, undefined, { cacheTimeout: -1 });
    [owner, other, third] = await Promise.all([0, 1, 2].map((n) => provider.getSigner(n)));
  });

  const deploy = async (origin = ORIGIN) => {
    const factory = new ethers.ContractFactory(artifact.abi, artifact.bytecode, owner);
    const deployed = await factory.deploy(origin);
    await deployed.waitForDeployment();
    return deployed;
  };

  const mined = async (sending) => (await sending).wait();

  const as = (signer) => contract.connect(signer);

  const events = (receipt, name) =>
    receipt.logs.map((log) => contract.interface.parseLog(log)).filter((parsed) => parsed?.name === name);

  /** The call is refused with exactly this error, and the transaction sent all the same fails too. */
  const refused = async (signer, method, args, error, ...values) => {
    await assert.rejects(as(signer)[method].staticCall(...args), (thrown) => {
      assert.equal(thrown.revert?.name, error);
      assert.deepEqual([...thrown.revert.args], values);
      return true;
    });
    await assert.rejects(async () => mined(as(signer)[method](...args, { gasLimit: 200_000 })));
  };

  beforeEach(async () => {
    contract = await deploy();
  });

  describe("deployment", () => {
    it("keeps the hash of the origin and gives both roles to the deployer", async () => {
      assert.equal(await contract.origin(), ORIGIN_HASH);
      assert.equal(await contract.owner(), owner.address);
      assert.equal(await contract.anchorer(), owner.address);
      assert.equal(await contract.pendingOwner(), ethers.ZeroAddress);
      assert.deepEqual([...(await contract.checkpoint())], [0n, "0x" + "00".repeat(24)]);
    });

    it("refuses an empty origin", async () => {
      await assert.rejects(deploy(""), (thrown) => contract.interface.parseError(thrown.data)?.name === "EmptyOrigin");
    });
  });

  describe("anchor", () => {
    it("stores size and root prefix in slot 0 alone and emits the whole root", async () => {
      const receipt = await mined(contract.anchor(13, rootNumber(1)));

      const [event] = events(receipt, "Anchored");
      assert.deepEqual([...event.args], [ORIGIN_HASH, 13n, rootNumber(1)]);
      assert.equal(receipt.logs[0].topics[1], ORIGIN_HASH);
      assert.equal(receipt.logs.length, 1);
      assert.deepEqual([...(await contract.checkpoint())], [13n, rootNumber(1).slice(0, 50)]);
      const word = await provider.getStorage(contract.target, 0);
      assert.equal(word, "0x" + rootNumber(1).slice(2, 50) + (13).toString(16).padStart(16, "0"));
    });

    it("refuses a size that does not grow", async () => {
      await refused(owner, "anchor", [0, rootNumber(0)], "SizeNotGrowing", 0n, 0n);
      await mined(contract.anchor(13, rootNumber(1)));
      await refused(owner, "anchor", [13, rootNumber(1)], "SizeNotGrowing", 13n, 13n);
      await refused(owner, "anchor", [13, rootNumber(2)], "SizeNotGrowing", 13n, 13n);
      await refused(owner, "anchor", [12, rootNumber(2)], "SizeNotGrowing", 13n, 12n);
      assert.deepEqual([...(await contract.checkpoint())], [13n, rootNumber(1).slice(0, 50)]);

      await mined(contract.anchor(14, rootNumber(2)));
      await mined(contract.anchor(MAX_SIZE, rootNumber(3)));
      assert.deepEqual([...(await contract.checkpoint())], [MAX_SIZE, rootNumber(3).slice(0, 50)]);
      await refused(owner, "anchor", [MAX_SIZE, rootNumber(4)], "SizeNotGrowing", MAX_SIZE, MAX_SIZE);
    });

    it("refuses a size beyond 64 bits", async () => {
      const data = ethers.id("anchor(uint64,bytes32)").slice(0, 10)
        + (2n ** 64n).toString(16).padStart(64, "0") + rootNumber(1).slice(2);
      await assert.rejects(provider.call({ from: owner.address, to: contract.target, data }));
    });

    it("is for the anchorer alone", async () => {
      await refused(other, "anchor", [1, rootNumber(1)], "NotAnchorer", other.address);
    });

    it("costs the same whatever the number of entries", async () => {
      const first = await mined(contract.anchor(1, rootNumber(1)));
      const costs = [];
      for (const size of [2n, 1_000n, 1_000_000n, 2n ** 40n, MAX_SIZE - 1n, MAX_SIZE]) {
        costs.push((await mined(contract.anchor(size, rootNumber(size)))).gasUsed);
      }
      console.log(`      gas: first anchor ${first.gasUsed}, later ones ${costs.join(", ")}`);
      assert.ok(costs.every((cost) => cost < ANCHOR_GAS_BOUND), `over ${ANCHOR_GAS_BOUND}: ${costs}`);
      assert.ok(first.gasUsed < ANCHOR_GAS_BOUND + 17_100n, `first: ${first.gasUsed}`);
    });
  });

  describe("roles", () => {
    it("the owner appoints another anchorer, which takes effect at once", async () => {
      const receipt = await mined(contract.setAnchorer(other.address));
      assert.deepEqual([...events(receipt, "AnchorerChanged")[0].args], [owner.address, other.address]);

      await refused(owner, "anchor", [1, rootNumber(1)], "NotAnchorer", owner.address);
      await mined(as(other).anchor(1, rootNumber(1)));
    });

    it("the anchorer is not an owner", async () => {
      await mined(contract.setAnchorer(other.address));
      await refused(other, "setAnchorer", [third.address], "NotOwner", other.address);
      await refused(other, "transferOwnership", [other.address], "NotOwner", other.address);
      await refused(other, "acceptOwnership", [], "NotPendingOwner", other.address);
    });

    it("ownership passes in two steps", async () => {
      const offered = await mined(contract.transferOwnership(other.address));
      assert.deepEqual([...events(offered, "OwnershipOffered")[0].args], [owner.address, other.address]);
      assert.equal(await contract.owner(), owner.address);
      await refused(third, "acceptOwnership", [], "NotPendingOwner", third.address);
      await refused(other, "setAnchorer", [other.address], "NotOwner", other.address);

      const accepted = await mined(as(other).acceptOwnership());
      assert.deepEqual([...events(accepted, "OwnershipTransferred")[0].args], [owner.address, other.address]);
      assert.equal(await contract.owner(), other.address);
      assert.equal(await contract.pendingOwner(), ethers.ZeroAddress);
      await refused(owner, "setAnchorer", [owner.address], "NotOwner", owner.address);
      await refused(other, "acceptOwnership", [], "NotPendingOwner", other.address);
    });

    it("an offer can be withdrawn", async () => {
      await mined(contract.transferOwnership(other.address));
      await mined(contract.transferOwnership(ethers.ZeroAddress));
      await refused(other, "acceptOwnership", [], "NotPendingOwner", other.address);
      assert.equal(await contract.owner(), owner.address);
    });

    it("takes no ether", async () => {
      await assert.rejects(provider.call({ from: owner.address, to: contract.target, value: 1 }));
    });
  });

  describe("inclusion proofs", () => {
    const SIZES = 40;
    const leaves = Array.from({ length: SIZES }, (_, n) => leafHash(Buffer.from(`entry ${n}`)));
    const flip = (hash) => Buffer.from(hash.map((byte, n) => (n === 31 ? byte ^ 1 : byte)));

    // Straight to the virtual machine: these are ten thousand calls.
    const verify = (cases) => Promise.all(cases.map(async (args) => {
      const data = contract.interface.encodeFunctionData("verifyInclusion", args);
      const answer = await hre.network.provider.request({ method: "eth_call", params: [{ to: contract.target, data }] });
      return contract.interface.decodeFunctionResult("verifyInclusion", answer)[0];
    }));

    it("accepts the proof of every entry of every size", async function () {
      this.timeout(60_000);
      for (let size = 1; size <= SIZES; size++) {
        const tree = leaves.slice(0, size);
        const answers = await verify(tree.map((leaf, n) => [leaf, n, size, inclusionProof(n, tree), root(tree)]));
        assert.ok(answers.every(Boolean), `size ${size}: ${answers}`);
      }
    });

    it("refuses every mutation of them", async function () {
      this.timeout(120_000);
      for (let size = 1; size <= SIZES; size++) {
        const tree = leaves.slice(0, size);
        const top = root(tree);
        const cases = tree.flatMap((leaf, n) => {
          const proof = inclusionProof(n, tree);
          return [
            [flip(leaf), n, size, proof, top],
            [leaf, n, size, proof, flip(top)],
            [leaf, n, size, [...proof, top], top],
            [leaf, size, size, proof, top],
            [leaf, n + size, size, proof, top],
            ...(size > 1 ? [
              [leaf, (n + 1) % size, size, proof, top],
              [leaf, n, size, proof.slice(1), top],
              [leaf, n, size, proof.slice(0, -1), top],
              [leaf, n, size, [flip(proof[0]), ...proof.slice(1)], top],
              [leaf, n, size, [...proof.slice(0, -1), flip(proof.at(-1))], top],
            ] : []),
            ...(proof.length > 1 ? [[leaf, n, size, [...proof].reverse(), top]] : []),
          ];
        });
        const answers = await verify(cases);
        const accepted = cases.filter((_, n) => answers[n]);
        assert.deepEqual(accepted, [], `size ${size}`);
      }
    });

    it("refuses an empty tree and proofs longer than a tree can be deep", async () => {
      const [leaf] = leaves;
      assert.equal(await contract.verifyInclusion(leaf, 0, 0, [], leaf), false);
      assert.equal(await contract.verifyInclusion(leaf, 0, MAX_SIZE, Array(65).fill(leaf), leaf), false);
    });

    it("refuses proofs that stop short of the root or go beyond it, though the hashes agree", async () => {
      const [leaf, next] = leaves;
      const pair = nodeHash(leaf, next);
      assert.equal(await contract.verifyInclusion(leaf, 0, 2, [next], pair), true);
      assert.equal(await contract.verifyInclusion(leaf, 0, 2, [], leaf), false, "a leaf is no root of two");
      assert.equal(await contract.verifyInclusion(leaf, 0, 3, [next], pair), false, "a node is no root of three");
      assert.equal(await contract.verifyInclusion(leaf, 0, 1, [next], nodeHash(next, leaf)), false, "a root of one is the leaf");
      assert.equal(await contract.verifyInclusion(leaf, 0, 1, [next], pair), false, "a root of one is the leaf");
    });

    it("checks against the anchored checkpoint", async () => {
      const tree = leaves.slice(0, 23);
      const proof = inclusionProof(7, tree);
      assert.equal(await contract.verifyAnchored(leaves[7], 7, 23, proof), false, "nothing is anchored yet");

      await mined(contract.anchor(23, root(tree)));
      assert.equal(await contract.verifyAnchored(leaves[7], 7, 23, proof), true);
      assert.equal(await contract.verifyAnchored(leaves[8], 7, 23, proof), false, "another leaf");
      assert.equal(await contract.verifyAnchored(leaves[7], 8, 23, proof), false, "another index");
      assert.equal(await contract.verifyInclusion(leaves[7], 7, 24, proof, root(tree)), true, "the path is that of 24 too");
      assert.equal(await contract.verifyAnchored(leaves[7], 7, 24, proof), false, "though it is not the anchored size");
      const smaller = leaves.slice(0, 22);
      assert.equal(await contract.verifyAnchored(leaves[7], 7, 22, inclusionProof(7, smaller)), false, "another size");

      await mined(contract.anchor(24, root(leaves.slice(0, 24))));
      assert.equal(await contract.verifyAnchored(leaves[7], 7, 23, proof), false, "no longer the newest");
    });

    it("compares the 24 bytes that are kept", async () => {
      const tree = leaves.slice(0, 5);
      const exact = root(tree);
      const otherTail = Buffer.concat([exact.subarray(0, 24), Buffer.alloc(8)]);
      const otherByte23 = Buffer.from(exact.map((byte, n) => (n === 23 ? byte ^ 1 : byte)));
      const proof = inclusionProof(4, tree);

      await mined(contract.anchor(5, otherTail));
      assert.equal(await contract.verifyAnchored(leaves[4], 4, 5, proof), true);
      contract = await deploy();
      await mined(contract.anchor(5, otherByte23));
      assert.equal(await contract.verifyAnchored(leaves[4], 4, 5, proof), false);
    });
  });
});
