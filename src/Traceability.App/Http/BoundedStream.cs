namespace Traceability.App.Http;

internal sealed class BodyTooLargeException() : IOException("The body is larger than is allowed.");

/// <summary>Reads a stream up to a number of bytes and fails on the next one.</summary>
internal sealed class BoundedStream(Stream inner, int largest) : Stream
{
    private int _left = largest;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        _left -= read;
        return _left < 0 ? throw new BodyTooLargeException() : read;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
