using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace DuckBus.Dashboard.Web;

/// <summary>
/// Keys that live as long as the process. The page of a process before loads itself anew, and nothing is left in anybody's home.
/// </summary>
internal sealed class ForgetfulKeys : IXmlRepository
{
    private readonly List<XElement> elements = [];

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        lock (elements) return [.. elements];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        lock (elements) elements.Add(element);
    }
}
