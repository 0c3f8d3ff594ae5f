#include "read/column_meaning.h"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "segue/unicode/text.h"

namespace segue::read {
namespace {

struct Names {
  ColumnMeaning meaning;
  const char* names;  // between spaces, the surest first; a name's own words written together
};

// English as Spotify, Last.fm, Apple, YouTube and the programs that move playlists between them
// write it, then German, French, Spanish and Portuguese, Italian, Dutch, the Nordic languages,
// Polish and Czech, Hungarian, Turkish, Russian and Ukrainian, Japanese, Chinese, Korean. A word
// for a name of anything comes last, behind all that say "track" or "title".
constexpr Names kNames[] = {
    {ColumnMeaning::title,
     "trackname tracktitle songname songtitle mastermetadatatrackname contentname recordingname "
     "trackdescription title song track recording "
     "titelname songtitel tracktitel liedtitel liedname titel lied "
     "titredelachanson titredumorceau titredelapiste nomdelachanson nomdutitre nomdelapiste "
     "nomdumorceau titre chanson morceau piste "
     "nombredelacancion titulodelacancion nombredelapista titulodelapista cancion titulo pista "
     "nomedafaixa nomedamusica titulodafaixa titulodamusica musica faixa cancao "
     "nomedellatraccia titolodellatraccia nometraccia titolodelbrano nomedelbrano nomebrano "
     "titolobrano titolo brano canzone traccia "
     "naamvannummer titelvannummer nummernaam liedje nummer "
     "latnamn lattitel sparnamn lat spar sangtitel sangnavn tittel sang spor kappaleennimi "
     "kappale "
     "nazwautworu tytulutworu tytul utwor piosenka nazevskladby nazev skladba "
     "dalcim szamcime cim sarkiadi parcaadi sarki parca "
     "названиетрека названиепесни название трек песня композиция назватреку назва пісня "
     "曲名 トラック名 トラックタイトル 楽曲名 タイトル 曲 楽曲 "
     "歌曲名称 歌曲名稱 歌曲名 歌名 曲目 歌曲 标题 標題 곡명 노래제목 제목 노래 곡 "
     "name nom nombre nome naam namn navn nimi nazwa имя 名前 名称 名稱 이름"},
    {ColumnMeaning::artist,
     "artistname artistnames artistsname artistsnames artistname1 trackartist trackartists "
     "songartist trackartistname mastermetadataalbumartistname artist artists artist1 performer "
     "performers interpret interpreten musician singer band "
     "kunstlername kunstlernamen kunstler kunstlerin interpretin "
     "nomdelartiste nomsdelartiste nomdesartistes nomsdesartistes artiste artistes interprete "
     "interpretes "
     "nombredelartista nombredeartista nombresdelosartistas nombredelosartistas artista artistas "
     "cantante nomedoartista nomedosartistas nomesdosartistas "
     "nomedellartista nomedegliartisti nomeartista artisti interpreti "
     "artiestnaam artiestnamen artiestennamen naamvanartiest naamartiest artiest artiesten "
     "uitvoerende "
     "artistnamn artistnavn artistensnamn kunstnernavn kunstner artisti artistinnimi esittaja "
     "nazwaartysty nazwawykonawcy imieartysty wykonawca wykonawcy artysta artysci umelec "
     "eloado sanatciadi sanatcininadi sanatci "
     "имяисполнителя исполнитель исполнители артист виконавець "
     "アーティスト名 アーティスト 歌手名 歌手 艺术家 藝術家 艺人 藝人 演出者 아티스트명 "
     "아티스트이름 "
     "아티스트 가수 "
     "albumartistname albumartistnames albumartist albumartists albuminterpret"},
    {ColumnMeaning::artist_ids, "artisturis artisturi artistids artistspotifyids"},
    {ColumnMeaning::album,
     "albumname albumtitle mastermetadataalbumalbumname album release releasename albumtitel "
     "nomdelalbum titredelalbum nombredelalbum titulodelalbum nomedoalbum nomedellalbum "
     "titoloalbum albumnaam albumnamn albumnavn nazwaalbumu альбом アルバム名 アルバム 专辑 專輯 "
     "앨범"},
    {ColumnMeaning::playlist,
     "playlistname playlisttitle nameofplaylist playlist playlists listname "
     "wiedergabeliste playlistenname nomdelaplaylist nomdelaliste listedelecture "
     "nombredelaplaylist nombredelista nombredelalista listadereproduccion nomedaplaylist "
     "listadereproducao nomedellaplaylist nomeplaylist playlistnaam afspeellijst spellista "
     "spilleliste soittolista nazwaplaylisty playlista calmalistesi плейлист "
     "プレイリスト名 プレイリスト 播放列表 播放清單 歌单 歌單 재생목록 플레이리스트"},
    {ColumnMeaning::playlist_id,
     "playlistid playlisturi playlisturl playlistspotifyid playlistbrowseid"},
    {ColumnMeaning::uri, "trackuri spotifyuri spotifytrackuri uri"},
    {ColumnMeaning::listener,
     "userid username user useruri userhash usersha1 listener listenerid listenername lastfmuser "
     "benutzer utilisateur usuario utente gebruiker"},
    {ColumnMeaning::end, "endtime endedat ts"},
    {ColumnMeaning::begin,
     "uts playedat listenedat scrobbledat scrobbletime playedtime datetimeplayed timestamp "
     "unixtimestamp timestamputs starttime startedat listeningtime eventstarttimestamp datetime "
     "date time utctime timeutc "
     "gespieltam abgespieltam zeitpunkt datum zeit ecoutele datedecoute date heure "
     "reproducidoel fechadereproduccion fecha hora riprodottoil data ora reproduzidoem "
     "afgespeeldop tijd spelad tid czas дата время 再生日時 日時 日付 播放时间 日期"},
    {ColumnMeaning::day, "dateplayed playedon playdate playedondate listeningdate"},
    {ColumnMeaning::clock,
     "timeofday clock clocktime timeplayed playtime hour uhrzeit horario klokkeslett godzina"},
    {ColumnMeaning::milliseconds, "msplayed millisecondsplayed playdurationmilliseconds"},
};

/// The words of a name written together, in lower case and without accents.
std::string squeezed(std::string_view name) {
  std::string result;
  for (const std::string& word : search_words(name))
    result += word;
  return result;
}

using NameTable = std::unordered_map<std::string, ColumnName>;

NameTable make_name_table() {
  NameTable table;
  for (const Names& names : kNames) {
    std::string_view rest = names.names;
    for (std::size_t rank = 0; !rest.empty(); ++rank) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      table.insert({squeezed(rest.substr(0, end)), {names.meaning, rank}});
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return table;
}

}  // namespace

std::optional<ColumnName> column_name(std::string_view name) {
  static const NameTable table = make_name_table();
  const auto found = table.find(squeezed(name.substr(0, name.find('#'))));
  return found == table.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace segue::read
