using System.Collections.Concurrent;
using System.Reflection;
using System.Xml.Linq;
using System.Xml.XPath;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Traceability.Web.Description;

/// <summary>What the sources say of their types, from the file that the compiler writes beside an assembly; empty where somebody left that file away.</summary>
internal sealed class Docstrings
{
    private static readonly ConcurrentDictionary<Assembly, Docstrings> Read = new();

    private readonly XDocument _document;

    private Docstrings(Assembly assembly)
    {
        var file = Path.Combine(AppContext.BaseDirectory, assembly.GetName().Name + ".xml");
        _document = File.Exists(file) ? XDocument.Load(file) : new XDocument(new XElement("doc"));
    }

    public static Docstrings Of(Assembly assembly) => Read.GetOrAdd(assembly, a => new Docstrings(a));

    public XPathDocument AsXPath()
    {
        using var reader = _document.CreateReader();
        return new XPathDocument(reader);
    }

    public string? SummaryOf(Type type) =>
        _document.XPathSelectElement($"doc/members/member[@name='T:{type.FullName}']/summary") is { } summary
            ? XmlCommentsTextHelper.Humanize(string.Concat(summary.Nodes()))
            : null;
}
