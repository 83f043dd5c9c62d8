using System.Net;
using System.Net.Sockets;

namespace Traceability.EndToEnd.Processes;

internal static class FreePort
{
    // Below the ports that the system gives to clients: one of theirs could be taken while a server is away between two starts.
    private const int Lowest = 20_000;
    private const int Highest = 32_000;

    public static int Next()
    {
        while (true)
        {
            var port = Random.Shared.Next(Lowest, Highest);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // Another one, then.
            }
        }
    }
}
