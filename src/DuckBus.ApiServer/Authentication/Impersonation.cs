using DuckBus.Model.Authentication;
using DuckBus.Model.Errors;
using Microsoft.AspNetCore.Http;

namespace DuckBus.ApiServer.Authentication;

/// <summary>The headers by which a user acts as another: <c>kubectl --as</c>, <c>--as-group</c> and <c>--as-uid</c>. Pure.</summary>
internal static class Impersonation
{
    private const string Prefix = "Impersonate-";
    private const string User = "Impersonate-User";
    private const string Group = "Impersonate-Group";
    private const string Uid = "Impersonate-Uid";
    private const string Extra = "Impersonate-Extra-";

    /// <summary>Who a request is made as.</summary>
    /// <exception cref="StatusException">400: there are groups and no user.</exception>
    public static UserInfo Of(IHeaderDictionary headers, UserInfo holder)
    {
        if (!IsAsked(headers)) return holder;
        var (user, groups) = (headers[User].ToString(), headers[Group]);
        var extra = headers.Where(header => header.Key.StartsWith(Extra, StringComparison.OrdinalIgnoreCase)).ToList();
        if (user.Length == 0)
        {
            return groups.Count == 0 && extra.Count == 0 && headers[Uid].Count == 0
                ? holder
                : throw new StatusException(Status.BadRequest($"requested impersonation without a user: the header {User} is missing"));
        }

        return new UserInfo
        {
            Username = user,
            Uid = headers[Uid].Count == 0 ? null : headers[Uid].ToString(),
            Groups = [.. groups.Select(group => group!).Append(user == Users.Anonymous.Username ? Users.Anonymous.Groups![0] : Users.Authenticated).Distinct(StringComparer.Ordinal)],
            Extra = extra.Count == 0 ? null : extra.ToDictionary(
                header => Uri.UnescapeDataString(header.Key[Extra.Length..].ToLowerInvariant()),
                IReadOnlyList<string> (header) => [.. header.Value.Select(value => value!)], StringComparer.Ordinal),
        };
    }

    private static bool IsAsked(IHeaderDictionary headers)
    {
        foreach (var header in headers)
            if (header.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }
}
