// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Anchor of one transparency log's checkpoints
/// @notice Keeps the size and root of the newest checkpoint of one RFC 9162 Merkle log, and the history of them as
/// events. A log whose checkpoint is here can neither shrink nor show another history for that size unnoticed.
/// @dev One storage slot holds the checkpoint, so that an anchor costs the same whatever the number of entries. There
/// is no proxy and no pause: what the contract does today is all it can ever do.
contract CheckpointAnchor {
    /// @dev Exactly one slot.
    struct Checkpoint {
        uint64 size;
        bytes24 rootPrefix;
    }

    /// @notice SHA-256 of the log's origin, the name in the first line of its checkpoints (UTF-8).
    bytes32 public immutable origin;

    /// @notice The newest anchored checkpoint: tree size and the first 24 bytes of its root. Size 0: none yet.
    Checkpoint public checkpoint;

    /// @notice May appoint the anchorer and hand over the ownership; cannot anchor.
    address public owner;

    /// @notice Offered the ownership; becomes owner by accepting it. Zero: nobody.
    address public pendingOwner;

    /// @notice May anchor checkpoints. Zero: nobody.
    address public anchorer;

    /// @notice A checkpoint was anchored.
    /// @param origin SHA-256 of the log's origin
    /// @param size number of entries in the tree
    /// @param root the full RFC 9162 root of the tree
    event Anchored(bytes32 indexed origin, uint64 size, bytes32 root);

    /// @notice The anchorer was replaced.
    event AnchorerChanged(address indexed previous, address indexed current);

    /// @notice The ownership was offered; nothing changes until it is accepted.
    event OwnershipOffered(address indexed owner, address indexed pendingOwner);

    /// @notice The ownership has passed.
    event OwnershipTransferred(address indexed previous, address indexed current);

    /// @notice The log's origin is missing.
    error EmptyOrigin();

    /// @notice Only the anchorer may do this.
    error NotAnchorer(address caller);

    /// @notice Only the owner may do this.
    error NotOwner(address caller);

    /// @notice Only the address to which the ownership was offered may accept it.
    error NotPendingOwner(address caller);

    /// @notice A log only grows: the offered size is not greater than the anchored one.
    error SizeNotGrowing(uint64 anchored, uint64 offered);

    modifier onlyOwner() {
        if (msg.sender != owner) revert NotOwner(msg.sender);
        _;
    }

    /// @notice The deployer is owner and anchorer until it appoints others.
    /// @param origin_ the log's origin, exactly as in its checkpoints
    constructor(string memory origin_) {
        if (bytes(origin_).length == 0) revert EmptyOrigin();
        origin = sha256(bytes(origin_));
        owner = msg.sender;
        anchorer = msg.sender;
        emit OwnershipTransferred(address(0), msg.sender);
        emit AnchorerChanged(address(0), msg.sender);
    }

    /// @notice Anchors a checkpoint. Its consistency with the one before cannot be seen from here: anyone with the two
    /// roots, which the events keep, can demand the RFC 9162 consistency proof.
    /// @param size number of entries in the tree; must be greater than the anchored one
    /// @param root RFC 9162 root of the tree
    function anchor(uint64 size, bytes32 root) external {
        if (msg.sender != anchorer) revert NotAnchorer(msg.sender);
        uint64 anchored = checkpoint.size;
        if (size <= anchored) revert SizeNotGrowing(anchored, size);
        checkpoint = Checkpoint(size, bytes24(root));
        emit Anchored(origin, size, root);
    }

    /// @notice Appoints the anchorer at once; zero leaves the log without one.
    function setAnchorer(address next) external onlyOwner {
        emit AnchorerChanged(anchorer, next);
        anchorer = next;
    }

    /// @notice Offers the ownership; zero withdraws an offer.
    function transferOwnership(address next) external onlyOwner {
        pendingOwner = next;
        emit OwnershipOffered(owner, next);
    }

    /// @notice Takes an offered ownership.
    function acceptOwnership() external {
        if (msg.sender != pendingOwner) revert NotPendingOwner(msg.sender);
        emit OwnershipTransferred(owner, msg.sender);
        owner = msg.sender;
        delete pendingOwner;
    }

    /// @notice Whether an entry is in the anchored tree.
    /// @param leafHash SHA-256(0x00 ‖ entry)
    /// @param index the entry's index, from 0
    /// @param size must be the anchored tree's size: a proof holds for one size only
    /// @param proof sibling hashes from the leaf upwards
    /// @return true where the size is the anchored one and the proof leads to a root with the anchored first 24 bytes
    function verifyAnchored(bytes32 leafHash, uint64 index, uint64 size, bytes32[] calldata proof)
        external
        view
        returns (bool)
    {
        Checkpoint memory anchored = checkpoint;
        if (size != anchored.size) return false;
        (bool complete, bytes32 root) = rootOf(leafHash, index, size, proof);
        return complete && bytes24(root) == anchored.rootPrefix;
    }

    /// @notice Whether an entry is in a tree, by RFC 9162 section 2.1.3.2.
    /// @param leafHash SHA-256(0x00 ‖ entry)
    /// @param index the entry's index, from 0
    /// @param size number of entries in the tree
    /// @param proof sibling hashes from the leaf upwards
    /// @param root the tree's root
    function verifyInclusion(bytes32 leafHash, uint64 index, uint64 size, bytes32[] calldata proof, bytes32 root)
        external
        pure
        returns (bool)
    {
        (bool complete, bytes32 computed) = rootOf(leafHash, index, size, proof);
        return complete && computed == root;
    }

    /// @dev The root to which a proof leads; not complete where index, size and the proof's length do not fit.
    function rootOf(bytes32 leafHash, uint64 index, uint64 size, bytes32[] calldata proof)
        private
        pure
        returns (bool complete, bytes32 root)
    {
        if (index >= size) return (false, 0);
        uint64 node = index;
        uint64 last = size - 1;
        root = leafHash;
        for (uint256 i = 0; i < proof.length; i++) {
            if (last == 0) return (false, 0);
            if ((node & 1) == 1 || node == last) {
                root = sha256(abi.encodePacked(bytes1(0x01), proof[i], root));
                // A node without a right sibling is carried up to the level where it has a left one.
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                root = sha256(abi.encodePacked(bytes1(0x01), root, proof[i]));
            }
            node >>= 1;
            last >>= 1;
        }
        return (last == 0, root);
    }
}
