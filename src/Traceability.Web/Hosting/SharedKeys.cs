using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Traceability.App.Data;

namespace Traceability.Web.Hosting;

/// <summary>
/// The keys of forms, cookies and authenticators, in the database for all nodes, each sealed with <c>Keys__Encryption</c>: what one
/// node gives out, every other accepts, and a copy of the database alone opens none of it.
/// </summary>
internal static class SharedKeys
{
    private const string Prefix = "data-protection/";
    private const string Turn = "UPDATE deployment_value SET value = value WHERE name = @name";

    public static void AddSharedKeys(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("Traceability");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(options =>
        {
            options.XmlRepository = new KeyRows(provider.GetRequiredService<IDbContextFactory<TraceDb>>(), provider.GetRequiredService<IWriteLane>());
            options.XmlEncryptor = new SealedXml(provider);
        }));
    }

    /// <summary>Of nodes that start together one comes first; those behind it see what it made.</summary>
    public static void TakeTurn(PreparedConnection db) => db.Command(Turn, ("@name", DeploymentValue.LedgerOrigin)).ExecuteNonQuery();

    internal sealed class KeyRows(IDbContextFactory<TraceDb> contexts, IWriteLane lane) : IXmlRepository
    {
        private volatile int _known;

        public IReadOnlyCollection<XElement> GetAllElements()
        {
            using var db = contexts.CreateDbContext();
            XElement[] keys = [.. Rows(db).Select(v => v.Value).AsEnumerable().Select(XElement.Parse)];
            _known = keys.Length;
            return keys;
        }

        /// <summary>Where another node has made a key since this one looked, that is the key, and this one looks again.</summary>
        public void StoreElement(XElement element, string friendlyName) =>
            // Once in ninety days; the seam gives no way to await.
            lane.RunAsync(
                async connection =>
                {
                    TakeTurn(connection.Prepared);
                    await using var db = connection.NewContext();
                    if (await Rows(db).CountAsync(CancellationToken.None) == _known)
                        db.DeploymentValues.Add(new DeploymentValue { Name = Prefix + friendlyName, Value = element.ToString(SaveOptions.DisableFormatting) });
                    await db.SaveChangesAsync(CancellationToken.None);
                    return (true, Keep: true);
                },
                CancellationToken.None).GetAwaiter().GetResult();

        private static IQueryable<DeploymentValue> Rows(TraceDb db) => db.DeploymentValues.Where(v => EF.Functions.Like(v.Name, Prefix + "%")).OrderBy(v => v.Name);
    }
}

/// <summary>Seals a key's XML; made by data protection by its name, where it opens one.</summary>
internal sealed class SealedXml(IServiceProvider services) : IXmlEncryptor, IXmlDecryptor
{
    private const string Purpose = "data-protection";

    private readonly KeySealing _sealing = services.GetRequiredService<KeyStore>().Sealing;

    public EncryptedXmlInfo Encrypt(XElement plaintextElement) =>
        new(new XElement("sealed", Convert.ToBase64String(_sealing.Seal(Purpose, Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting))))), typeof(SealedXml));

    public XElement Decrypt(XElement encryptedElement) =>
        _sealing.Open(Purpose, Convert.FromBase64String(encryptedElement.Value)) is { } opened
            ? XElement.Parse(Encoding.UTF8.GetString(opened))
            : throw new System.Security.Cryptography.CryptographicException("A key of forms and cookies does not open: Keys__Encryption is another one than when it was made.");
}
